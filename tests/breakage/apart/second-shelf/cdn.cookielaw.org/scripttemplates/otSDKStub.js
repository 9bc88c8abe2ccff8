(function () {
  var s = document.currentScript; window.OneTrust = { id: s.getAttribute("data-domain-script") };
  addEventListener("DOMContentLoaded", function () {
    var n = document.createElement("script"); n.src = "https://cdn.cookielaw.org/scripttemplates/otBannerSdk.js"; n.async = true; document.head.appendChild(n);
  });
})();
