(function (g) {
  function h(tag, props) {
    var e = document.createElement(tag), kids = Array.prototype.slice.call(arguments, 2);
    for (var k in props) { if (k.slice(0, 2) === "on") e[k] = props[k]; else e.setAttribute(k, props[k]); }
    kids.forEach(function (c) { e.append(c); });
    return e;
  }
  g.tinyview = { h: h, mount: function (e, root) { root.replaceChildren(e); } };
})(window);
