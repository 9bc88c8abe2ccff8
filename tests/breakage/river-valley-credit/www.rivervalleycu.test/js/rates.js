fetch("https://rates.rivervalley-services.test/v2/rates.json").then(function (r) { if (!r.ok) throw r.status; return r.json(); }).then(function (d) {
  document.getElementById("rates").innerHTML = "<table class='rates'>" + d.rows.map(function (r) { return "<tr><td>" + r[0] + "</td><td>" + r[1] + "</td></tr>"; }).join("") + "</table><small>As of " + d.updated + "</small>";
}).catch(function () { document.getElementById("rates").innerHTML = "<p>Call 0555 0131 for today's rates.</p>"; });
