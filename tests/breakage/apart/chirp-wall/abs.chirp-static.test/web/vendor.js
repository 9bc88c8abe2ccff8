(function (w) {
  function flat(l) { return l.flat(Infinity); }
  function createElement(type, props, ...kids) { return { type, props: { ...props, children: flat(kids) } }; }
  let states = [], at = 0, redraw = () => {}, effects = [];
  function useState(v) { const i = at++; if (!(i in states)) states[i] = v; return [states[i], (n) => { states[i] = typeof n === "function" ? n(states[i]) : n; redraw(); }]; }
  function useEffect(f, deps) { const i = at++; if (!(i in states)) { states[i] = 1; effects.push(f); } }
  w.React = { createElement, useState, useEffect, Fragment: (p) => p.children, _: { start(f) { redraw = f; }, zero() { at = 0; }, run() { effects.splice(0).forEach((f) => f()); } } };
})(window);
(function (w) {
  function make(v) {
    if (v == null || v === false || v === true) return document.createTextNode("");
    if (Array.isArray(v)) { const f = document.createDocumentFragment(); v.forEach((k) => f.append(make(k))); return f; }
    if (typeof v !== "object") return document.createTextNode(v);
    if (typeof v.type === "function") return make(v.type(v.props));
    const e = document.createElement(v.type);
    for (const [k, x] of Object.entries(v.props)) {
      if (k === "children") e.append(...x.map(make));
      else if (k.startsWith("on")) e.addEventListener(k.slice(2).toLowerCase(), x);
      else if (k === "className") e.className = x;
      else if (k === "style") Object.assign(e.style, x);
      else if (x !== false && x != null) e.setAttribute(k, x === true ? "" : x);
    }
    return e;
  }
  function draw(el, v) { React._.zero(); const t = make(v); el.replaceChildren(t); React._.run(); }
  w.ReactDOM = { createRoot: (el) => ({ render(v) { React._.start(() => draw(el, v)); draw(el, v); } }), hydrateRoot(el, v) { React._.start(() => draw(el, v)); draw(el, v); } };
})(window);
