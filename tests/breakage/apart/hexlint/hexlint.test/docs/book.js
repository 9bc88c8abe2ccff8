document.getElementById("theme").addEventListener("click", function () {
  var t = document.documentElement.dataset.theme === "dark" ? "light" : "dark";
  document.documentElement.dataset.theme = t; localStorage.setItem("theme", t);
});
