document.querySelector("form").addEventListener("submit", function (e) { e.preventDefault(); document.querySelector("button").textContent = "Free at 19:30"; });
