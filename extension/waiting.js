// What stands on a page until its core is ready is in the reader's language, too.
const browser = globalThis.browser ?? globalThis.chrome;
document.documentElement.lang = browser.i18n.getMessage("language");
document.documentElement.dir = browser.i18n.getMessage("direction");
for (const element of document.querySelectorAll("[data-message]")) {
  element.textContent = browser.i18n.getMessage(element.dataset.message);
}
