(function () {
  var menu = document.getElementById("menu"), drawer = document.getElementById("drawer");
  menu.addEventListener("click", function () { drawer.hidden = !drawer.hidden; menu.setAttribute("aria-expanded", String(!drawer.hidden)); });
  document.querySelectorAll("time").forEach(function (t) { t.title = new Date(t.dateTime).toDateString(); });
})();
