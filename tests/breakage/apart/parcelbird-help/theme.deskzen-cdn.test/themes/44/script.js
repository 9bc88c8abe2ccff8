document.addEventListener("DOMContentLoaded", function () { document.querySelectorAll("main h2").forEach(function (h, i) { h.id = "h" + i; }); });
