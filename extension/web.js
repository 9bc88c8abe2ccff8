// Starts the page of your web. What it shows and does is in the core.
import init, { web } from "./pkg/web.js";

// What stands there until the core is ready is in the reader's language, too.
const browser = globalThis.browser ?? globalThis.chrome;
document.documentElement.lang = browser.i18n.getMessage("language");
document.documentElement.dir = browser.i18n.getMessage("direction");
for (const element of document.querySelectorAll("[data-message]")) {
  element.textContent = browser.i18n.getMessage(element.dataset.message);
}

await init({ module_or_path: "pkg/web_bg.wasm" });
web();
