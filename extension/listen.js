// Runs in the page's own world, before the page's scripts, and only in a load
// that is made to be looked at. It notes who listens to the reader and counts
// what is thrown: no document tells that, and a page whose script is gone may
// look as always and do nothing. When `look.js` calls, it answers on the
// document's own element, because the two share nothing else.
(() => {
  const gestures = new Set([
    "change", "click", "input", "keydown", "keypress", "keyup", "mousedown", "mouseup",
    "pointerdown", "pointerup", "submit", "touchend", "touchstart",
  ]);
  const listening = new WeakSet();
  let everywhere = false; // A script of the page's own listens for the whole document.
  let errors = 0;

  // `shop.example` and `cdn.shop.example` are one site, as nearly as two labels tell.
  const site = (host) => host.split(".").slice(-2).join(".");
  const own = site(location.hostname);
  // A counter of visitors listens for the whole document as well, and moves
  // nothing: it counts only where the page's own code asked for it.
  const asked_by_own = () =>
    (new Error().stack?.match(/https?:\/\/[^/:\s]+/g) ?? []).some((origin) => site(origin.split("//")[1]) === own);

  const add = EventTarget.prototype.addEventListener;
  EventTarget.prototype.addEventListener = function (kind, ...rest) {
    if (gestures.has(kind)) {
      const part = this instanceof Element && this !== document.body && this !== document.documentElement;
      if (part) listening.add(this);
      else if ((this instanceof Node || this === globalThis) && asked_by_own()) everywhere = true;
    }
    return add.call(this, kind, ...rest);
  };
  add.call(globalThis, "error", (event) => { if (event instanceof ErrorEvent) errors += 1; }, true);
  add.call(globalThis, "unhandledrejection", () => { errors += 1; });

  const handlers = ["onclick", "onchange", "oninput", "onkeydown", "onmousedown", "onpointerdown", "onsubmit"];
  const listens = (element) => listening.has(element) || handlers.some((handler) => typeof element[handler] === "function");
  const heard = (element) => {
    for (let around = element; around && around !== document.body; around = around.parentElement) {
      if (listens(around)) return true;
    }
    return everywhere;
  };
  // What the browser itself does something with, whatever scripts do.
  const native = (element) =>
    (element.localName === "a" && !/^(#|javascript:)/i.test(element.getAttribute("href") ?? "#"))
    || element.localName === "summary"
    || element.popoverTargetElement != null
    || (element.type === "reset" && element.form)
    || (["submit", "image"].includes(element.type) && element.form?.hasAttribute("action"));
  const shows = (element) => element.checkVisibility({ opacityProperty: true, visibilityProperty: true });

  add.call(document, "faultline-look", () => {
    const control = "a[href], button, summary, input[type=button], input[type=submit], input[type=reset], input[type=image], [role=button]";
    const needy = [...document.querySelectorAll(control)].slice(0, 1000).filter((element) => shows(element) && !native(element));
    const scripted = needy.filter(heard).length;
    const answer = { scripted, dead: needy.length - scripted, errors };
    document.documentElement.setAttribute("data-faultline-heard", JSON.stringify(answer));
  });
})();
