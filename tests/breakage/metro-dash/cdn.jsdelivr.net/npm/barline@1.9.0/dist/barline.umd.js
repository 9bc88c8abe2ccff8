window.Barline = { draw: function (box, o) {
  var top = Math.max.apply(null, o.values), w = 60, s = "";
  o.values.forEach(function (v, i) {
    var h = v / top * (o.height - 24);
    s += "<rect x='" + (i * w + 6) + "' y='" + (o.height - 18 - h) + "' width='" + (w - 12) + "' height='" + h + "' fill='" + o.colour + "'/><text x='" + (i * w + 22) + "' y='" + (o.height - 4) + "' font-size='12'>" + (o.from + i) + "</text>";
  });
  box.insertAdjacentHTML("beforeend", "<svg viewBox='0 0 " + o.values.length * w + " " + o.height + "' width='100%' height='" + o.height + "'>" + s + "</svg>");
} };
