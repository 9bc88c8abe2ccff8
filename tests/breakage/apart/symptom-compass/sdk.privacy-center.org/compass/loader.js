(function () {
  function notice() {
    var d = document.createElement("div");
    d.id = "didomi-host";
    d.setAttribute("style", "position:fixed;right:20px;bottom:20px;width:340px;background:#fff;border:1px solid #ccc;padding:18px;font:14px Arial");
    d.innerHTML = "<b>Your privacy</b><p>" + window.didomiConfig.app.name + " and 212 partners would like to use cookies.</p><button>Agree and close</button>";
    d.querySelector("button").onclick = function () { d.remove(); };
    document.body.appendChild(d);
    window.didomiOnReady.forEach(function (f) { f(); });
  }
  document.readyState === "loading" ? document.addEventListener("DOMContentLoaded", notice) : notice();
})();
