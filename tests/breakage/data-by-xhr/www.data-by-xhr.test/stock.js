var request = new XMLHttpRequest();
request.open("GET", "https://data.data-by-xhr.test/stock.json");
request.onload = function () {
  var rows = JSON.parse(request.responseText);
  var sum = rows.reduce(function (total, row) { return total + row[2]; }, 0);
  document.getElementById("sums").innerHTML = "<div class=tile>Kinds<b>" + rows.length + "</b></div><div class=tile>Boxes<b>" + sum + "</b></div><div class=tile>Hall<b>2</b></div>";
  document.getElementById("list").innerHTML = "<table>" + rows.map(function (row) { return "<tr><td>" + row.join("</td><td>") + "</td></tr>"; }).join("") + "</table>";
};
request.onerror = function () {
  document.getElementById("list").innerHTML = "<p>The stock cannot be shown now. Please ring hall 2.</p>";
};
request.send();
