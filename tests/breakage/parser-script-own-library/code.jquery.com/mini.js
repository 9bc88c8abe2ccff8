const $ = (selector) => {
  const box = document.querySelector(selector);
  const chain = {
    table: (rows) => { box.insertAdjacentHTML("beforeend", "<table>" + rows.map((row) => "<tr><td>" + row.join("</td><td>") + "</td></tr>").join("") + "</table>"); return chain; },
    button: (text) => { box.insertAdjacentHTML("beforeend", "<button class=button>" + text + "</button> "); return chain; },
  };
  return chain;
};
