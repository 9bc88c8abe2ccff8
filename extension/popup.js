// Starts the popup. What it shows and does is in the core.
import init, { popup } from "./pkg/popup.js";

// The background wakes, and sees the question come, while the core is being read here.
const browser = globalThis.browser ?? globalThis.chrome;
browser.runtime.connect({ name: "popup" });

// What stands there until the core is ready is in the reader's language, too.
document.documentElement.lang = browser.i18n.getMessage("language");
document.documentElement.dir = browser.i18n.getMessage("direction");
for (const element of document.querySelectorAll("[data-message]")) {
  element.textContent = browser.i18n.getMessage(element.dataset.message);
}

await init({ module_or_path: "pkg/popup_bg.wasm" });
popup();
