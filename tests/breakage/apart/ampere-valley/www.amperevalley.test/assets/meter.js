new Chart(document.getElementById("chart"), { type: "bar", data: { labels: ["A", "M", "J", "J", "A", "S"], datasets: [{ data: [31, 30, 28, 27, 29, 33], backgroundColor: "#0c6b3f" }] } });
fetch("https://data.gridwatch-open.test/v1/valley/faults.json").then(function (r) { return r.json(); }).then(function (list) {
  document.getElementById("faults").innerHTML = list.map(function (f) { return "<li><b>" + f.place + "</b>: " + f.what + "</li>"; }).join("");
}).catch(function () { document.getElementById("faults").innerHTML = "<li>We cannot show faults at the moment. Please ring us.</li>"; });
