(function () {
  var base = "https://static.glenmoremalts-cdn.test/version1711/js/", loaded = {};
  window.require = function (names, f) {
    Promise.all(names.map(function (n) {
      return loaded[n] = loaded[n] || new Promise(function (yes, no) { var s = document.createElement("script"); s.async = true; s.src = base + n; s.onload = function () { yes(window.define.last); }; s.onerror = no; document.head.appendChild(s); });
    })).then(function (m) { f.apply(null, m); });
  };
  window.define = function (f) { window.define.last = f(); };
})();
