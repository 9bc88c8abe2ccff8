document.addEventListener("DOMContentLoaded", function () {
  var b = document.createElement("div");
  b.id = "onetrust-banner-sdk"; b.style.cssText = "position:fixed;left:0;right:0;bottom:0;background:#fff;border-top:1px solid #999;padding:10px 24px;font:14px Arial";
  b.innerHTML = "We use cookies to run the checkout and, if you agree, to count visits. <button>Accept all</button> <button>Only needed</button>";
  b.onclick = function (e) { if (e.target.tagName === "BUTTON") b.remove(); };
  document.body.append(b);
});
