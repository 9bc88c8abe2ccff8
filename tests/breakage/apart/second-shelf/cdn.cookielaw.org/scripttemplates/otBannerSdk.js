(function () {
  var b = document.createElement("div"); b.id = "onetrust-banner-sdk";
  b.style.cssText = "position:fixed;left:0;right:0;bottom:0;background:#fff;border-top:2px solid #333;padding:14px 30px;font:14px Arial";
  b.innerHTML = "<b>Your privacy</b> We and our 212 partners keep data on your device to show ads that suit you. <button>Accept all</button> <button>Refuse all</button>";
  document.body.appendChild(b);
  b.onclick = function (e) { if (e.target.tagName === "BUTTON") b.remove(); };
  if (window.OptanonWrapper) OptanonWrapper();
})();
