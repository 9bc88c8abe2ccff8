Widgets.add("results", function (el) {
  fetch(el.dataset.url).then(function (r) { return r.json(); }).then(function (rows) {
    el.innerHTML = "<table>" + rows.map(function (r) { return "<tr><td>" + r.join("</td><td>") + "</td></tr>"; }).join("") + "</table>";
  }).catch(function () { el.innerHTML = "<p>Results cannot be shown.</p>"; });
});
Widgets.start();
