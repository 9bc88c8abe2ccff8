(function () {
  var at = "https://api.weatherhaus-data.test/v2/", get = function (p) { return fetch(at + p).then(function (r) { return r.json(); }); };
  get("now.json").then(function (n) { document.getElementById("t").textContent = n.t + "°"; document.getElementById("w").textContent = n.text; }).catch(function () { document.getElementById("w").textContent = "No measurement at the moment"; });
  get("days.json").then(function (d) { document.querySelectorAll(".days div").forEach(function (x, i) { x.innerHTML = "<b>" + d[i][0] + "</b><br>" + d[i][1] + "° / " + d[i][2] + "°<br>" + d[i][3]; }); });
})();
