(function () {
  var root = document.getElementById("app");
  root.innerHTML = "<div class='spin'>Opening your books …</div>";
  function fail(text) { root.innerHTML = "<div class='spin'><div class='card'><h2>" + text + "</h2><button class='btn' onclick='location.reload()'>Try again</button></div></div>"; }
  function draw(d) {
    root.innerHTML = "<div class='shell'><nav class='side'><h2>Ledgerly</h2><p>Overview</p><p>Invoices</p><p>Receipts</p><p>Taxes</p></nav><main class='main'><h1>Good morning, " + d.name + "</h1><div class='grid'>" +
      d.cards.map(function (c) { return "<div class='card'>" + c[0] + "<div class='big'>" + c[1] + "</div></div>"; }).join("") +
      "</div><table><tr><th>Customer</th><th>Due</th><th>Amount</th></tr>" + d.open.map(function (r) { return "<tr><td>" + r.join("</td><td>") + "</td></tr>"; }).join("") + "</table></main></div>";
  }
  if (!window.createAuth0Client) return fail("Sign-in is not available");
  createAuth0Client({ issuer: "https://ledgerly.eu.auth0.com" }).then(function (token) {
    return fetch("https://api.ledgerly.test/v1/overview.json?t=" + token).then(function (r) { return r.json(); }).then(draw, function () { fail("We cannot reach your books"); });
  }, function () { fail("Sign-in did not answer"); });
})();
