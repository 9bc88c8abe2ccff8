(function () {
  var fill = function () { document.querySelectorAll("ins.adsbygoogle:empty").forEach(function (i) { var f = document.createElement("iframe"); f.src = "https://googleads.g.doubleclick.net/pagead/ads/?slot=" + i.dataset.adSlot; f.width = 300; f.height = 250; f.style.border = 0; f.title = "Advertisement"; i.appendChild(f); }); };
  window.adsbygoogle = { push: fill };
  document.readyState === "loading" ? document.addEventListener("DOMContentLoaded", fill) : fill();
})();
