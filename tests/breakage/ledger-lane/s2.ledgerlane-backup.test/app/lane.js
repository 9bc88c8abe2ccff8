window.Lane = window.Lane || (function () {
  function draw(html) { document.getElementById("app").innerHTML = "<h1>Accounts</h1>" + html; }
  function start() {
    draw("<p>Asking for your figures …</p>");
    fetch("https://api.ledgerlane.test/accounts.json").then(function (r) { return r.json(); }).then(function (a) {
      draw("<div class='cards'>" + a.accounts.map(function (x) { return "<div class='card'><h2>" + x.name + "</h2><strong>" + x.sum + "</strong></div>"; }).join("") + "</div><table><tr><th>Day</th><th>What</th><th>Sum</th></tr>" + a.moves.map(function (m) { return "<tr><td>" + m.join("</td><td>") + "</td></tr>"; }).join("") + "</table><p><button>New payment</button></p>");
    }, function () { draw("<p>We cannot reach your accounts at the moment. Your money is where it was.</p><p><button onclick='location.reload()'>Try again</button></p>"); });
  }
  document.readyState === "loading" ? document.addEventListener("DOMContentLoaded", start) : start();
  return { version: 12 };
})();
