document.querySelectorAll(".tel").forEach(function (t) { t.textContent = "0555 0177"; });
