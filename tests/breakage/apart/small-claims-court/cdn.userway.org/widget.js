(function () {
  var b = document.createElement("button");
  b.id = "userwayAccessibilityIcon"; b.textContent = "Accessibility";
  b.setAttribute("style", "position:fixed;right:16px;bottom:16px;background:#0048ff;color:#fff;border:0;border-radius:20px;padding:10px 16px");
  b.onclick = function () { document.body.style.fontSize = "1.25rem"; };
  document.body.appendChild(b);
})();
