(function () {
  var n = document.createElement("script"); n.src = "https://meta.gearcommons.test/w/notice.js"; n.async = true; document.head.appendChild(n);
  function ready() {
    document.getElementById("wide").onchange = function () { document.body.classList.toggle("wide"); };
    document.getElementById("searchInput").oninput = function () { fetch("/w/suggest.json"); };
    var i = new Image(); i.src = "https://login.gearcommons.test/start.svg";
  }
  if (document.readyState === "loading") document.addEventListener("DOMContentLoaded", ready); else ready();
})();
