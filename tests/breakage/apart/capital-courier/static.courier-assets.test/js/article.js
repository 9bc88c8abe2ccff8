document.getElementById("menu").addEventListener("click", () => document.querySelector("nav").classList.toggle("open"));
const words = document.querySelector("article").textContent.split(/\s+/).length;
document.querySelector(".by").append(" - " + Math.ceil(words / 200) + " minutes to read");
