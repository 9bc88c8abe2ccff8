(function () {
  function bar() {
    var d = document.createElement("div");
    d.id = "CybotCookiebotDialog";
    d.setAttribute("style", "position:fixed;left:0;right:0;bottom:0;background:#fff;border-top:3px solid #2a6;padding:14px 30px;font:15px sans-serif");
    d.innerHTML = "This website uses cookies to count its readers. <button>Allow all</button> <button>Only necessary</button>";
    document.body.appendChild(d);
  }
  document.readyState === "loading" ? document.addEventListener("DOMContentLoaded", bar) : bar();
})();
