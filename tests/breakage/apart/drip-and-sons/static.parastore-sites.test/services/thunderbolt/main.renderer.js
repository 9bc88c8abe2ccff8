(function () {
  document.querySelectorAll("img[data-src]").forEach(function (i) { var n = new Image(); n.onload = function () { i.src = n.src; }; n.src = i.dataset.src; });
  document.querySelectorAll(".three div").forEach(function (d) { d.style.transition = "transform .2s"; d.onmouseenter = function () { d.style.transform = "scale(1.04)"; }; d.onmouseleave = function () { d.style.transform = ""; }; });
  fetch("https://static.parastore-sites.test/bolt-performance/log.json").catch(function () {});
})();
