setTimeout(function () {
  var d = document.createElement("div");
  d.style.cssText = "position:fixed;left:16px;bottom:16px;background:#122;color:#fff;padding:12px 16px;font:15px sans-serif;border-radius:8px";
  d.innerHTML = "Ten per cent off your first order <button onclick='this.parentNode.remove()'>Yes</button>";
  document.body.appendChild(d);
}, 900);
