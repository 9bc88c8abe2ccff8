document.querySelectorAll(".jdgm").forEach(function (p) { p.textContent = "★★★★★ ".slice(0, Math.round(p.dataset.r)) + " " + p.dataset.r; });
