// Runs before everything else in every document of a tab, and does two things
// that nobody can do later.

// A page remembers the first 250 things that it loaded, unless it is asked to
// remember more. Without this a large page that comes from the cache would be
// known in part only.
performance.setResourceTimingBufferSize(2500);

// What there is to read and to use in a document, in numbers. Counted twice:
// once it is parsed and its deferred scripts have not run yet (what the document
// itself says), and by `collect.js` at last (what there is). The rest was put
// there by scripts. It costs no layout.
globalThis.faultline_count = () => {
  const letters = (element) => element?.textContent.replace(/\s+/g, "").length ?? 0;
  let text = letters(document.body);
  for (const silent of document.body?.querySelectorAll("script, style, noscript, template") ?? []) text -= letters(silent);
  return {
    text: Math.max(0, text),
    fields: document.querySelectorAll("input:not([type=hidden]), select, textarea").length,
    controls: document.querySelectorAll("a[href], button").length,
    elements: document.querySelectorAll("body *").length,
  };
};
document.addEventListener("readystatechange", () => {
  globalThis.faultline_parsed = { ...faultline_count(), at: performance.now() };
  // What a reader may press or look at and only a script answers or paints.
  globalThis.faultline_needy = [...document.querySelectorAll("button, [role=button], input[type=button], a[href^='#'], canvas")].slice(0, 200);
}, { once: true });
