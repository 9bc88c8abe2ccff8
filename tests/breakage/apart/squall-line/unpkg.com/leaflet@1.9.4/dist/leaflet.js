(function () {
  window.L = {
    map: function (id) { var el = document.getElementById(id); el.classList.add("leaflet-container"); return { el: el, setView: function (at, zoom) { this.zoom = zoom; return this; } }; },
    tileLayer: function (url, o) {
      return { addTo: function (map) {
        for (var x = 0; x < 3; x++) { var i = new Image(256, 256); i.className = "leaflet-tile"; i.style.left = x * 256 + "px"; i.alt = ""; i.src = url.replace("{z}", map.zoom).replace("{x}", x); map.el.appendChild(i); }
        var a = document.createElement("div"); a.className = "leaflet-control-attribution"; a.textContent = "Leaflet | " + o.attribution; map.el.appendChild(a);
        return this;
      } };
    }
  };
})();
