jQuery(function ($) {
  var box = document.getElementById("tabs"), panes = Array.prototype.slice.call(box.children), bar = document.createElement("p");
  panes.forEach(function (pane, i) {
    var b = document.createElement("button");
    b.textContent = pane.title;
    b.onclick = function () { panes.forEach(function (p, j) { p.className = i === j ? "on" : ""; bar.children[j].className = p.className; }); };
    bar.appendChild(b);
  });
  box.insertBefore(bar, box.firstChild);
  bar.firstChild.onclick();
});
