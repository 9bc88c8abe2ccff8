fetch("https://data.squall-line.test/obs/west.json").then(function (r) { return r.json(); }).then(function (all) {
  var t = document.getElementById("obs");
  all.forEach(function (o) { var row = t.insertRow(); o.forEach(function (v) { row.insertCell().textContent = v; }); });
});
