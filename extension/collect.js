// Runs in every document of a tab and answers with what the document itself
// remembers of its loading: the browser tells an extension nothing of what
// came from the memory cache. It decides nothing; the core reads the answer.
(() => {
  const limit = 2500; // The core keeps 2,000 and counts the rest.
  const entries = performance.getEntriesByType("resource").slice(0, limit).map((entry) => ({
    name: entry.name,
    initiatorType: entry.initiatorType,
    startTime: entry.startTime,
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
  const address = (element) => element.currentSrc || element.src || element.href || element.data || "";
  const named = "script[src], link[href], img, iframe[src], frame[src], video, audio, embed[src], object[data]";
  const elements = [];
  for (const element of document.querySelectorAll(named)) {
    const url = address(element);
    if (typeof url !== "string" || !/^(https?|wss?):/.test(url)) continue;
    if (elements.length === limit) break;
    const tag = element.localName;
    elements.push({
      url,
      tag,
      rel: tag === "link" ? element.rel : "",
      as: tag === "link" ? element.as : "",
      inHead: document.head?.contains(element) ?? false,
      isAsync: tag === "script" && element.async,
      isDeferred: tag === "script" && (element.defer || element.type === "module"),
      applies: tag === "link" && !element.disabled && (!element.media || matchMedia(element.media).matches),
      area: tag === "script" || tag === "link" ? 0 : share(element),
    });
  }
  return {
    url: location.href,
    title: document.title,
    timeOrigin: performance.timeOrigin,
    loadEvent: performance.getEntriesByType("navigation")[0]?.loadEventStart ?? 0,
    controlled: Boolean(navigator.serviceWorker?.controller),
    entries,
    elements,
  };
})();
