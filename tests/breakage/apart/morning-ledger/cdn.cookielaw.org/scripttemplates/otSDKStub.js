(function () {
  window.OneTrust = { OnConsentChanged: function () {} };
  function banner() {
    var b = document.createElement("div");
    b.id = "onetrust-banner-sdk";
    b.setAttribute("style", "position:fixed;bottom:0;left:0;right:0;background:#fff;padding:16px 32px;box-shadow:0 0 12px #0005;font:14px Arial");
    b.innerHTML = "We and our partners store information on your device. <button id='onetrust-accept-btn-handler'>Accept all</button> <button>Reject all</button>";
    b.addEventListener("click", function (e) { if (e.target.tagName === "BUTTON") b.remove(); });
    document.body.appendChild(b);
    if (window.OptanonWrapper) OptanonWrapper();
  }
  document.addEventListener("DOMContentLoaded", banner);
})();
