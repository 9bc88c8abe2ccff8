window.L = {
  map: function (id) { var box = document.getElementById(id); box.classList.add("leaflet-container"); return { box: box, setView: function (c, z) { this.c = c; this.z = z; return this; } }; },
  tileLayer: function (url, o) { return { addTo: function (m) { for (var i = 0; i < 8; i++) { var t = new Image(); t.className = "leaflet-tile"; t.alt = ""; t.src = url; t.style.left = (i % 4) * 256 + "px"; t.style.top = (i > 3 ? 256 : 0) + "px"; m.box.append(t); } var a = document.createElement("div"); a.className = "leaflet-control-attribution"; a.textContent = o.attribution; m.box.append(a); return this; } }; },
  marker: function () { return { addTo: function (m) { var d = document.createElement("div"); d.className = "leaflet-marker-icon"; m.box.append(d); return this; } }; }
};
