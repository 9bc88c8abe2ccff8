(function () {
  var i = document.querySelector("input[name=q]"), s = document.getElementById("s");
  i.addEventListener("input", function () { fetch("https://suggest.quickfind.test/complete.json").then(function (r) { return r.json(); }).then(function (l) { s.innerHTML = l.map(function (x) { return "<option value='" + x + "'>"; }).join(""); }).catch(function () {}); });
  fetch("https://suggest.quickfind.test/complete.json").catch(function () {});
  document.querySelectorAll(".r a").forEach(function (a, n) { a.addEventListener("mousedown", function () { navigator.sendBeacon("/gen204?n=" + n); }); });
})();
