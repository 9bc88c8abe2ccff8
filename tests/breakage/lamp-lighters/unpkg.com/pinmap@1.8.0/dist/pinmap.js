window.PinMap = { on: function (id, o) {
  var box = document.getElementById(id); box.className = "pinmap";
  o.tiles.forEach(function (t, i) { var p = new Image(256, 256); p.alt = ""; p.src = t; p.style.left = i % 2 * 256 + "px"; p.style.top = (i >> 1) * 256 + "px"; box.appendChild(p); });
  return { pin: function (x, y, title) { var d = document.createElement("div"); d.className = "pin"; d.title = title; d.style.left = x + "px"; d.style.top = y + "px"; box.appendChild(d); } };
} };
