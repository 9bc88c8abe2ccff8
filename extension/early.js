// Runs before everything else in every document of a tab, and does two things
// that nobody can do later.

// A page remembers the first 250 things that it loaded, unless it is asked to
// remember more. Without this a large page that comes from the cache would be
// known in part only.
performance.setResourceTimingBufferSize(2500);

// Who put what into the document, in numbers: the document itself, which script
// file, or somebody later. What is told is how many letters, fields, links and
// buttons, pictures and elements, never which.
//
// It rests on an order that HTML fixes: observers are called once the parser
// has come to a script, before that runs; again once it has run; then the
// script's element hears `load`, and they are called once more after whoever
// waited for that. No module could be there in time to do this.
if (window === top) {
  const PARTS = new Set(["img", "iframe", "frame", "video", "audio", "canvas", "object", "embed"]);
  const SILENT = new Set(["script", "style", "noscript", "template", "link", "meta", "title", "base"]);
  // Milliseconds from a script's work to the word that it has run: where
  // scripts take turns, and where anything else may have run just before.
  const IN_TURN = 50, AT_ONCE = 5;
  const TOGETHER = 50; // Milliseconds between two pieces of one work.
  const PATIENCE = 4000; // Milliseconds after the load in which pages go on drawing.
  const MOST_NODES = 50_000, MOST_RECORDS = 200_000, MOST_LATER = 100, MOST_LOOKED_AT = 5000;
  const nothing = () => ({ text: 0, fields: 0, controls: 0, elements: 0, parts: 0, changes: 0 });
  const whole = nothing();
  const by = new Map();
  const later = [];
  const known = new WeakMap();
  let nodes = 0, heard_of = 0, parsing = true, batch, running, before = "", undefineds = [];

  const letters = (text) => text.data.replace(/\s+/g, "").length;
  const put = (sum, found, sign) => {
    for (const key in found) sum[key] += sign * found[key];
  };
  const worth = (node) => {
    if (node.nodeType === Node.TEXT_NODE) return { text: letters(node) };
    const found = { elements: 1 };
    const tag = node.localName;
    if (PARTS.has(tag)) found.parts = 1;
    if (tag === "button" || (tag === "a" && node.hasAttribute("href"))) found.controls = 1;
    if (tag === "select" || tag === "textarea" || (tag === "input" && node.type !== "hidden")) found.fields = 1;
    return found;
  };
  // Every node of a tree, without recursion; `visit` says whether to go deeper.
  const walk = (root, visit) => {
    for (let node = root; node; ) {
      if (visit(node) && node.firstChild) {
        node = node.firstChild;
        continue;
      }
      while (node !== root && !node.nextSibling) node = node.parentNode;
      node = node === root ? null : node.nextSibling;
    }
  };
  const come = (node) => {
    const text = node.nodeType === Node.TEXT_NODE;
    if (!text && node.nodeType !== Node.ELEMENT_NODE) return false;
    if (SILENT.has(node.localName)) {
      if (node.localName === "script") batch.scripts.push(node);
      return false;
    }
    if (known.has(node) || (!text && (node.hidden || node.style?.display === "none"))) return false;
    const found = worth(node);
    known.set(node, { found, batch });
    put(batch.sum, found, 1);
    nodes += 1;
    batch.nodes += 1;
    return !text;
  };
  const gone = (node) => {
    const { found } = known.get(node) ?? {};
    if (!found) return false;
    known.delete(node);
    put(batch.sum, found, -1);
    return true;
  };
  const is_last = (node) => {
    for (; node; node = node.parentNode) if (node.nextSibling) return false;
    return true;
  };
  // What no script file did: the parser, a script in the document, or one that
  // had waited for something.
  const settle = () => {
    if (!batch) return;
    const settled = batch, { sum, at, parsed } = batch;
    batch = undefined;
    if (parsed || !Object.values(sum).some(Boolean)) return;
    const last = later.at(-1);
    if (last && last.url === before && (at - last.at < TOGETHER || later.length === MOST_LATER)) {
      put(last, sum, 1);
      last.at = at;
    } else {
      later.push({ ...sum, at, url: before });
    }
    settled.owner = later.at(-1);
  };
  const take = (sum) => {
    put(sum, batch.sum, 1);
    batch.owner = sum;
    batch = undefined;
  };
  // Elements that only a script gives a meaning to and that have got it since.
  const defined = () => {
    const waiting = undefineds.filter((element) => !element.matches(":defined"));
    const count = undefineds.length - waiting.length;
    undefineds = waiting;
    return count;
  };
  // What of it all stands on the first screen, and whose it is.
  const look = () => {
    const first = new Map();
    let left = MOST_LOOKED_AT;
    for (const element of document.body?.getElementsByTagName("*") ?? []) {
      if (left-- === 0) break;
      const box = known.has(element) && element.getBoundingClientRect();
      if (!box || box.width * box.height === 0) continue;
      if (box.top + scrollY >= innerHeight || box.bottom + scrollY <= 0 || box.left >= innerWidth || box.right <= 0) continue;
      for (const node of [element, ...element.childNodes]) {
        if (node !== element && node.nodeType !== Node.TEXT_NODE) continue;
        const { found, batch } = known.get(node) ?? {};
        if (!found) continue;
        const sum = first.get(batch.owner) ?? first.set(batch.owner, nothing()).get(batch.owner);
        put(sum, found, 1);
      }
    }
    const all = nothing();
    for (const sum of first.values()) put(all, sum, 1);
    return { of: (owner) => first.get(owner) ?? nothing(), all };
  };
  const see = (records) => {
    settle();
    batch = { at: performance.now(), sum: nothing(), scripts: [], nodes: 0 };
    let told = 0, end;
    for (const { type, target, attributeName, addedNodes, removedNodes } of records) {
      if (type === "attributes") {
        if (known.has(target)) batch.sum[attributeName.startsWith("src") ? "parts" : "changes"] += 1;
      } else if (type === "characterData") {
        const { found } = known.get(target) ?? {};
        if (!found) continue;
        const text = letters(target);
        batch.sum.text += text - found.text;
        found.text = text;
        end = target;
      } else if (!SILENT.has(target.localName)) {
        for (const node of removedNodes) walk(node, gone);
        for (const node of addedNodes) {
          told += 1;
          end = node;
          if (node.isConnected) walk(node, come);
        }
      }
    }
    put(whole, batch.sum, 1);
    heard_of += records.length;
    if (nodes > MOST_NODES || heard_of > MOST_RECORDS) watcher.disconnect();
    if (running) {
      take(running);
      return;
    }
    // The parser puts one node after the other at the end of the document.
    batch.parsed = parsing && end !== undefined && batch.nodes <= told && is_last(end);
      };
  const watcher = new MutationObserver(see);
  watcher.observe(document, {
    subtree: true,
    childList: true,
    characterData: true,
    attributeFilter: ["class", "style", "hidden", "src", "srcset"],
  });
  const heard = ({ target }) => {
    if (target.localName !== "script" || !target.src) return;
    const at = performance.now();
    running = by.get(target.src) ?? by.set(target.src, { url: target.src, ...nothing() }).get(target.src);
    const waited = !target.async && !target.defer && target.type !== "module";
    // What the parser waits for ran after it had put the script's element there.
    const own = batch && !batch.scripts.includes(target) && (waited || !batch.parsed);
    if (own && at - batch.at < (target.async ? AT_ONCE : IN_TURN)) {
      take(running);
    }
    settle();
    if (target.type === "module" || !document.querySelector("script[type=module]")) running.parts += defined();
    if (parsing && waited) before = target.src;
    target.addEventListener("load", () => (running = undefined), { once: true });
  };
  document.addEventListener("load", heard, true);
  addEventListener("DOMContentLoaded", settle, { once: true });
  addEventListener("load", () => setTimeout(() => watcher.disconnect(), PATIENCE), { once: true });
  document.addEventListener("readystatechange", () => {
    const records = watcher.takeRecords();
    if (records.length > 0) see(records);
    settle();
    parsing = false;
    before = "";
    // What a reader may press or look at and only a script answers or paints.
    undefineds = [...document.querySelectorAll(":not(:defined)")].slice(0, 200);
    globalThis.faultline_needy = [...document.querySelectorAll("button, [role=button], input[type=button], a[href^='#'], canvas")].slice(0, 200);
  }, { once: true });
  globalThis.faultline_drawn = () => {
    settle();
    if (nodes > MOST_NODES) return null;
    const { of, all } = look();
    const seen = (stroke) => ({ ...stroke, first: of(stroke) });
    return { whole: { ...whole, first: all }, by: [...by.values()].map(seen), later: later.map(seen), defined: defined() };
  };
}
