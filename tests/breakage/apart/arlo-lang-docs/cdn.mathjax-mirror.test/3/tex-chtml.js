document.querySelectorAll(".math").forEach(function (m) { m.innerHTML = "<i>" + m.textContent.replace(/\\[()]/g, "") + "</i>"; });
