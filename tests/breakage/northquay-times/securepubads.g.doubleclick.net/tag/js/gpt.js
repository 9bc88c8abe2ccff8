(function () {
  var q = (window.googletag && googletag.cmd) || [], slots = [];
  window.googletag = {
    defineSlot: function (unit, size, id) { slots.push({ unit: unit, size: size, id: id }); return googletag; },
    display: function (id) {
      var s = slots.filter(function (x) { return x.id === id; })[0];
      fetch("https://securepubads.g.doubleclick.net/gampad/ads?iu=" + s.unit).then(function (r) { return r.json(); }).then(function (ad) {
        var f = document.createElement("iframe");
        f.width = s.size[0]; f.height = s.size[1]; f.style.border = 0; f.scrolling = "no"; f.title = "Advertisement";
        f.src = ad.frame + "#" + encodeURIComponent(ad.text);
        document.getElementById(id).appendChild(f);
      });
    },
    cmd: { push: function (f) { f(); } }
  };
  q.forEach(function (f) { f(); });
})();
