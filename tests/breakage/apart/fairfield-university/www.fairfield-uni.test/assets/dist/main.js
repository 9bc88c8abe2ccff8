document.querySelectorAll("nav a").forEach((a) => { a.addEventListener("focus", () => a.style.outline = "3px solid #fb0"); });
document.querySelectorAll(".card").forEach((c) => c.addEventListener("click", () => { location.href = c.querySelector("a").href; }));
