// The background's first synchronous turn: every listener is registered before
// the core is ready, because a browser wakes a sleeping background only for the
// listeners that this turn registers. Events wait here, in the order in which
// they came, until the core takes them; nothing is decided here.
import init, { alarm, answer, flush, foresee, left, telling_headers } from "./pkg/background.js";

const browser = globalThis.browser ?? globalThis.chrome;
const everything = { urls: ["<all_urls>"] };
const pause = 100; // Milliseconds: one crossing into the core for all that came meanwhile.

const queue = [];
let telling = new Set();
let timer;
let started;
let tail = Promise.resolve();

// A start that failed is tried again for whoever comes next.
const start = () => started ??= init({ module_or_path: browser.runtime.getURL("pkg/background_bg.wasm") })
  .then(() => { telling = new Set(telling_headers()); })
  .catch((error) => {
    started = undefined;
    throw error;
  });
start().catch((error) => console.error(error));

// One event a line. Of the headers only those that tell who serves.
const line = ({ event, details }) => {
  if (details.responseHeaders) {
    details.responseHeaders = details.responseHeaders.filter((header) => telling.has(header.name.toLowerCase()));
  }
  return `${event} ${JSON.stringify(details)}`;
};

// Each drain waits for the one before it, so that events apply in their order.
const drain = () => {
  clearTimeout(timer);
  timer = undefined;
  const events = queue.splice(0);
  if (events.length > 0) {
    tail = tail.then(start).then(() => flush(events.map(line).join("\n"))).catch((error) => console.error(error));
  }
  return tail;
};

const keep = (event, details) => {
  queue.push({ event, details });
  timer ??= setTimeout(drain, pause);
};
const listen = (source, event, ...extra) => source.addListener((details) => keep(event, details), ...extra);

// One event for an ordinary request, others only where they are rare: every
// observed event costs the page time.
listen(browser.webRequest.onCompleted, "completed", everything, ["responseHeaders"]);
listen(browser.webRequest.onErrorOccurred, "failed", everything);
listen(browser.webRequest.onBeforeRedirect, "redirected", everything, ["responseHeaders"]);
listen(browser.webNavigation.onBeforeNavigate, "navigating");
listen(browser.webNavigation.onCommitted, "committed");
listen(browser.webNavigation.onHistoryStateUpdated, "moved");
listen(browser.webNavigation.onCompleted, "loaded");
browser.tabs.onRemoved.addListener((tab_id) => keep("tab-removed", { removed: tab_id }));
browser.tabs.onReplaced?.addListener((added, removed) => keep("tab-replaced", { added, removed }));

browser.alarms.onAlarm.addListener(({ name }) => {
  start().then(() => alarm(name)).catch((error) => console.error(error));
});

// The same report from the menu of a page. Browsers keep the entry while the
// background sleeps; Firefox for Android has no such menu.
browser.runtime.onInstalled.addListener(() => {
  browser.contextMenus?.create({ id: "report", title: browser.i18n.getMessage("menu"), contexts: ["page"] }, () => browser.runtime.lastError);
});
browser.contextMenus?.onClicked.addListener((_, tab) => {
  browser.tabs.create({ url: browser.runtime.getURL(`popup.html?tab=${tab.id}`), index: tab.index + 1 });
});

// Once, after installing from a store; whoever develops it knows it already.
browser.runtime.onInstalled.addListener(({ reason }) => {
  if (reason !== "install") return;
  browser.management.getSelf().then(({ installType }) => {
    if (installType === "normal") browser.tabs.create({ url: browser.runtime.getURL("popup.html?welcome") });
  });
});

// The extension's own pages ask over a port, and nobody else: a page that took
// over its renderer could speak as the content script in it.
const own = browser.runtime.getURL("");
browser.runtime.onConnect.addListener((port) => {
  if (!port.sender?.url?.startsWith(own)) return port.disconnect();
  if (port.name === "popup") start().then(drain).then(foresee).catch(() => {});
  port.onDisconnect.addListener(() => { start().then(() => left(port.sender.tab?.id ?? -1)).catch(() => {}); });
  port.onMessage.addListener(({ id, text }) => {
    start()
      .then(drain)
      .then(() => answer(text))
      .then((text) => ({ text }), (error) => ({ text: "", failed: String(error) }))
      .then((reply) => port.postMessage({ id, ...reply }))
      .catch(() => {}); // The page that asked is gone.
  });
});
