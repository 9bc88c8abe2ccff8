(function () {
  var g = window.googletag = window.googletag || { cmd: [] };
  g.defineSlot = function (path, size, id) { var d = document.getElementById(id) || null; function fill() { d = document.getElementById(id); var f = document.createElement("iframe"); f.src = "https://securepubads.g.doubleclick.net/gampad/ad.html"; f.width = size[0]; f.height = size[1]; f.style.border = "0"; d.append(f); } if (d) fill(); else document.addEventListener("DOMContentLoaded", fill); };
  var q = g.cmd; g.cmd = { push: function (f) { f(); } }; q.forEach(function (f) { f(); });
})();
