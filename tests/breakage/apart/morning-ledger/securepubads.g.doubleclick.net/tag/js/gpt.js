(function () {
  var old = (window.googletag && googletag.cmd) || [], service = {}, slots = {};
  window.googletag = {
    pubads: function () { return service; },
    defineSlot: function (unit, size, id) { slots[id] = size; return { addService: function () { return this; } }; },
    enableServices: function () {},
    display: function (id) {
      var f = document.createElement("iframe");
      f.width = slots[id][0]; f.height = slots[id][1]; f.style.border = 0; f.title = "Advertisement";
      f.srcdoc = "<body style='margin:0;background:#dfe9d8;font:20px sans-serif;padding:20px'>Boilers serviced before Christmas, from 79</body>";
      document.getElementById(id).appendChild(f);
    },
    cmd: { push: function (f) { f(); } }
  };
  old.forEach(function (f) { f(); });
})();
