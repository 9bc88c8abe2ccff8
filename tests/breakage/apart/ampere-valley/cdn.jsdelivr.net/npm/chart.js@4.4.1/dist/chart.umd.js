window.Chart = function (canvas, o) {
  var c = canvas.getContext("2d"), set = o.data.datasets[0], top = Math.max.apply(null, set.data), w = canvas.width / set.data.length;
  set.data.forEach(function (v, i) { var h = (canvas.height - 30) * v / top; c.fillStyle = set.backgroundColor; c.fillRect(i * w + 8, canvas.height - 20 - h, w - 16, h); c.fillStyle = "#333"; c.fillText(o.data.labels[i], i * w + w / 2, canvas.height - 6); });
};
