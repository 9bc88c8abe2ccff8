(function () {
  var show = function () { var d = document.createElement("div"); d.style.cssText = "position:fixed;left:16px;bottom:16px;width:300px;background:#fff;border:1px solid #ccc;border-radius:8px;padding:14px;font:14px sans-serif"; d.innerHTML = "We value your privacy. <p><button>Reject all</button> <button>Accept all</button></p>"; d.onclick = function (e) { e.target.tagName === "BUTTON" && d.remove(); }; document.body.appendChild(d); };
  document.body ? show() : addEventListener("DOMContentLoaded", show);
})();
