(function () {
  fetch("https://geolocation.onetrust.com/cookieconsentpub/v1/geo/location").then(function (r) { return r.json(); }).then(function (g) {
    if (!g.ask) return;
    var d = document.createElement("div"); d.id = "onetrust-banner-sdk";
    d.style.cssText = "position:fixed;left:0;right:0;bottom:0;background:#222;color:#fff;padding:14px 28px;font:14px sans-serif";
    d.innerHTML = "We use cookies to remember your dates. <button>Accept</button> <button>Settings</button>";
    d.onclick = function (e) { if (e.target.tagName === "BUTTON") { d.remove(); window.OptanonWrapper && OptanonWrapper(); } };
    document.body.appendChild(d);
  });
})();
