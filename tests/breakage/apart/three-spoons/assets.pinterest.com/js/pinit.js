(function () { document.querySelectorAll("[data-pin-do]").forEach(function (b) { b.style.background = "#e60023"; b.textContent = "Save 1.2k"; }); })();
