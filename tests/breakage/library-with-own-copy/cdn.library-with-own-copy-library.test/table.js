window.table = (id, rows) => {
  document.getElementById(id).innerHTML = rows.map((row) => "<tr><td>" + row.join("</td><td>") + "</td></tr>").join("");
};
