var mapboxgl = {
  Map: function (o) { this.el = document.getElementById(o.container); this.el.innerHTML = "<div class='mapboxgl-canvas'></div>"; },
  Marker: function (o) { var m = document.createElement("div"); m.className = "mapboxgl-marker"; m.textContent = o.label; this.setLngLat = function (at) { m.style.left = at[0] + "%"; m.style.top = at[1] + "%"; return this; }; this.addTo = function (map) { map.el.appendChild(m); return this; }; }
};
