// Runs in every document of a tab and answers with what the document itself
// remembers of its loading: the browser tells an extension nothing of what
// came from the memory cache. It decides nothing; the core reads the answer.
(() => {
  const limit = 2500; // The core keeps 2,000 and counts the rest.
  const longest = 2048; // Of an address, as the core keeps it.
  const entries = performance.getEntriesByType("resource").slice(0, limit).map((entry) => ({
    name: entry.name.slice(0, longest),
    initiatorType: entry.initiatorType,
    startTime: entry.startTime,
    responseEnd: entry.responseEnd,
    renderBlockingStatus: entry.renderBlockingStatus,
    transferSize: entry.transferSize,
  }));
  const screen = Math.max(1, innerWidth * innerHeight);
  const share = (element) => {
    const box = element.getBoundingClientRect();
    const left = Math.max(0, box.left + scrollX), top = Math.max(0, box.top + scrollY);
    const right = Math.min(innerWidth, box.right + scrollX), bottom = Math.min(innerHeight, box.bottom + scrollY);
    return (Math.max(0, right - left) * Math.max(0, bottom - top)) / screen;
  };
  // How much of the text stands behind an element, 0 to 1. Each costs a walk over
  // the page, so that of many only the first are measured, and no more once that
  // took so many milliseconds.
  let measured = 24;
  const deadline = performance.now() + 100;
  const drawn = globalThis.faultline_drawn?.() ?? null;
  const behind = (element) => {
    if (!drawn?.whole.text) return 0;
    const rest = document.createRange();
    rest.setStartAfter(element);
    rest.setEndAfter(document.body.lastChild ?? document.body);
    let text = rest.toString().replace(/\s+/g, "").length;
    for (const script of document.body.querySelectorAll("script, style, noscript, template")) {
      if (rest.intersectsNode(script)) text -= script.textContent.replace(/\s+/g, "").length;
    }
    return Math.min(1, Math.max(0, text) / drawn.whole.text);
  };
  const waits = (element) =>
    element.localName === "script" ? !element.async && !element.defer && element.type !== "module" : element.rel === "stylesheet";
  const waits_in_body = (element) => waits(element) && document.body?.contains(element);
  // The usual ways to put another file in the place of one that fails: a
  // handler of the error, or behind a script the look whether it is there.
  const has_stand_in = (element) => {
    const handler = element.getAttribute("onerror") ?? "";
    if (/document\.write|createElement|\.(src|href)\s*=|import\s*\(/.test(handler)) return true;
    const next = element.nextElementSibling;
    const check = element.localName === "script" && next?.localName === "script" && !next.src ? next.textContent : "";
    return check.length < 500 && /\|\||\bif\b/.test(check) && /document\.write\s*\(/.test(check);
  };
  const needy = (globalThis.faultline_needy ?? [])
    .filter((element) => element.isConnected && element.checkVisibility() && !element.form?.hasAttribute("action")).length;
  const address = (element) => element.currentSrc || element.src || element.href || element.data || "";
  const named = "script[src], link[href], img, iframe[src], frame[src], video, audio, embed[src], object[data]";
  const elements = [];
  for (const element of document.querySelectorAll(named)) {
    const url = address(element);
    if (typeof url !== "string" || !/^(https?|wss?):/.test(url)) continue;
    if (elements.length === limit) break;
    const tag = element.localName;
    elements.push({
      url: url.slice(0, longest),
      tag,
      rel: tag === "link" ? element.rel : "",
      as: tag === "link" ? element.as : "",
      inHead: document.head?.contains(element) ?? false,
      isAsync: tag === "script" ? element.async : tag === "link" && /\b(media|rel)\b/.test(element.getAttribute("onload") ?? ""),
      isDeferred: tag === "script" && (element.defer || element.type === "module"),
      isModule: tag === "script" && element.type === "module",
      applies: tag === "link" && !element.disabled && (!element.media || matchMedia(element.media).matches),
      hidden: tag === "img" && !element.checkVisibility(),
      hasStandIn: (tag === "script" || tag === "link") && has_stand_in(element),
      behind: waits_in_body(element) && measured-- > 0 && performance.now() < deadline ? behind(element) : null,
      area: tag === "script" || tag === "link" ? 0 : share(element),
    });
  }
  // What style sheets ask for. Those of other origins cannot be read, and of
  // huge ones only the beginning is, where imports and fonts mostly stand.
  const imports = [], faces = [];
  const absolute = (address, base) => {
    try { return new URL(address, base).href.slice(0, longest); } catch { return ""; }
  };
  let rules = 5000;
  const read = (sheet) => {
    let list;
    try { list = sheet.cssRules; } catch { return; }
    const base = sheet.href ?? document.baseURI;
    for (const rule of list) {
      if (rules-- <= 0) return;
      if (rule instanceof CSSImportRule) {
        // Firefox tells the media only once the sheet is there, and keeps it
        // closed with a sheet of another origin: then the rule's own text tells.
        let media = rule.cssText.match(/^@import\s+url\("[^"]*"\)\s*(?!layer|supports)([^;]*)/)?.[1] ?? "";
        try { media = rule.media.mediaText; } catch {}
        imports.push({ url: absolute(rule.href, base), by: (sheet.href ?? "").slice(0, longest), applies: !media || matchMedia(media).matches });
        if (rule.styleSheet) read(rule.styleSheet);
      } else if (rule instanceof CSSFontFaceRule) {
        const display = rule.style.getPropertyValue("font-display");
        for (const [, address] of rule.style.getPropertyValue("src").slice(0, 4096).matchAll(/url\(["']?([^"')]+)/g)) {
          if (!address.startsWith("data:")) faces.push({ url: absolute(address, base), display });
        }
      }
    }
  };
  for (const sheet of document.styleSheets) read(sheet);
  const asked = [...document.fonts].filter((face) => face.status !== "unloaded");
  // What was painted before is told at once to whoever begins to watch.
  const largest = () => {
    try {
      const watcher = new PerformanceObserver(() => {});
      watcher.observe({ type: "largest-contentful-paint", buffered: true });
      return watcher.takeRecords().at(-1)?.url;
    } catch {
      return undefined;
    }
  };
  return {
    url: location.href,
    title: document.title.slice(0, longest),
    timeOrigin: performance.timeOrigin,
    loadEvent: performance.getEntriesByType("navigation")[0]?.loadEventStart ?? 0,
    drawn,
    needy,
    fields: [...document.querySelectorAll("input:not([type=hidden]), select, textarea")].slice(0, 200).filter((field) => field.checkVisibility()).length,
    controlled: Boolean(navigator.serviceWorker?.controller),
    entries,
    elements,
    hasInlineModules: document.querySelector("script[type=module]:not([src]), script[type=importmap]") !== null,
    largest: largest(),
    imports: imports.slice(0, limit),
    faces: faces.slice(0, limit),
    displays: [...new Set(asked.map((face) => face.display))],
  };
})();
