// Looks at a document as a reader does, and gives plain numbers: what of its
// first screen shows, and whether it would answer. Runs once in every document
// of a tab, after it had time to settle; the top document's answer is the look,
// the others' are its frames'. It decides nothing: `src/look.rs` compares.
//
// It needs nothing but the document, its styles and its timeline, so that it
// can run beside the page's own scripts without meeting them. Only whether
// buttons have somebody who listens no document tells: for that `listen.js`
// must have run first, and otherwise `dead` and `errors` are null.
(() => {
  const limit = 5000; // Nodes: a first screen has fewer, and no page makes this slow.
  const width = innerWidth, height = innerHeight;
  const boxes = new Map();
  const box = (element) => {
    if (!boxes.has(element)) boxes.set(element, element.getBoundingClientRect());
    return boxes.get(element);
  };
  const on_screen = ({ left, top, right, bottom }) =>
    right > left && bottom > top
    && left + scrollX < width && right + scrollX > 0 && top + scrollY < height && bottom + scrollY > 0;

  // A sheet of glass or paper over the whole screen (a wall, a preloader) hides
  // what lies under it: then only what is on the sheet is seen.
  const spots = [0.1, 0.5, 0.9].flatMap((x) => [0.1, 0.5, 0.9].map((y) => document.elementFromPoint(x * width, y * height)));
  const covers = (element) => {
    const { position } = getComputedStyle(element), { left, top, right, bottom } = box(element);
    const taken = (Math.min(right, width) - Math.max(left, 0)) * (Math.min(bottom, height) - Math.max(top, 0));
    return ["fixed", "absolute"].includes(position) && taken >= 0.9 * width * height;
  };
  let sheet = spots[4];
  while (sheet && sheet !== document.body && sheet !== document.documentElement && !covers(sheet)) sheet = sheet.parentElement;
  if (sheet === document.body || sheet === document.documentElement || !spots.every((spot) => sheet?.contains(spot))) sheet = null;

  const seen_styles = { opacityProperty: true, visibilityProperty: true, contentVisibilityAuto: true };
  const shows = (element) => element.checkVisibility(seen_styles) && (!sheet || sheet.contains(element));
  const seen = (element) => on_screen(box(element)) && shows(element);
  const all = (selector) => [...document.querySelectorAll(selector)].slice(0, limit);

  // Text, in characters, without what indentation adds.
  let text = 0, below = 0;
  const range = document.createRange();
  const walker = document.createTreeWalker(document.body ?? document.documentElement, NodeFilter.SHOW_TEXT);
  for (let left = limit; left > 0 && walker.nextNode(); left -= 1) {
    const node = walker.currentNode, length = node.data.replace(/\s+/g, " ").trim().length;
    if (length === 0 || !node.parentElement || !shows(node.parentElement)) continue;
    range.selectNodeContents(node);
    const place = range.getBoundingClientRect();
    if (on_screen(place)) text += length;
    else if (place.top + scrollY >= height && place.width > 0) below += length;
  }

  // Pictures and films by the host that they come from.
  const host_of = (url) => { try { return new URL(url, document.baseURI).hostname; } catch { return ""; } };
  const by_host = (elements) => {
    const hosts = {};
    for (const [element, url] of elements) {
      const host = host_of(url);
      hosts[host] = (hosts[host] ?? 0) + 1;
    }
    return hosts;
  };
  const pictures = by_host(
    all("img, svg image, input[type=image], canvas")
      .filter((element) => seen(element) && (element.naturalWidth ?? 1) > 0)
      .map((element) => [element, element.currentSrc || element.src || element.href?.baseVal || location.href]),
  );
  const media = by_host(
    all("video, audio")
      .filter((element) => element.readyState > 0 && shows(element))
      .map((element) => [element, element.currentSrc]),
  );
  // The largest thing that was painted, where it is a picture: the only way to
  // see a background. Its host, or nothing.
  let largest = "";
  try {
    const observer = new PerformanceObserver(() => {});
    observer.observe({ type: "largest-contentful-paint", buffered: true });
    const url = observer.takeRecords().at(-1)?.url;
    if (url) largest = host_of(url);
    observer.disconnect();
  } catch { /* This browser does not say. */ }

  // How the first things of their kind look: of each the values that are not
  // the initial ones, and of what is inherited those that differ from around.
  const initial = {
    "background-color": "rgba(0, 0, 0, 0)", "background-image": "none", "border-top-width": "0px", "border-bottom-width": "0px",
    "border-top-left-radius": "0px", "box-shadow": "none", display: "block", float: "none", "flex-direction": "row",
    "grid-template-columns": "none", "justify-content": "normal", "margin-top": "0px", "margin-bottom": "0px",
    "max-width": "none", "padding-left": "0px", "padding-top": "0px", position: "static", "text-decoration-line": "none",
  };
  const inherited = ["color", "font-family", "font-size", "font-weight", "letter-spacing", "line-height", "list-style-type", "text-align", "text-transform"];
  const styles = {};
  for (const element of [document.body, ...all("body *")]) {
    if (!element || Object.keys(styles).length === 60) break;
    if (element !== document.body && !seen(element)) continue;
    const name = `${element.localName}.${[...element.classList].sort().join(".")}`;
    if (name in styles || ["script", "style", "br", "iframe"].includes(element.localName)) continue;
    const style = getComputedStyle(element), around = element.parentElement && getComputedStyle(element.parentElement);
    styles[name] = {};
    for (const [property, value] of Object.entries(initial)) {
      // A track's size in pixels is the window's, not the sheet's.
      const found = property === "grid-template-columns" ? String(style[property].split(" ").length) : style.getPropertyValue(property);
      if (found !== value && !(property === "grid-template-columns" && style[property] === "none")) styles[name][property] = found;
    }
    for (const property of inherited) {
      const found = style.getPropertyValue(property);
      if (!around || found !== around.getPropertyValue(property)) styles[name][property] = found;
    }
  }

  // What `listen.js` heard: it answers at once, on the document's own element.
  document.dispatchEvent(new Event("faultline-look"));
  const heard = JSON.parse(document.documentElement.getAttribute("data-faultline-heard") ?? "null");
  document.documentElement.removeAttribute("data-faultline-heard");

  // A question in a box that floats over a corner is not what the page is for.
  const floats = (element) => {
    let around = element;
    while (around && getComputedStyle(around).position !== "fixed") around = around.parentElement;
    if (!around) return false;
    const { width: across, height: down } = box(around);
    return across * down < 0.25 * width * height;
  };
  const field = "input:not([type=hidden], [type=button], [type=submit], [type=reset], [type=image]), select, textarea, [contenteditable]:not([contenteditable=false])";
  const control = "a[href], button, summary, input[type=button], input[type=submit], input[type=reset], input[type=image], [role=button]";
  return {
    url: location.href,
    painted: performance.getEntriesByName("first-contentful-paint").length > 0,
    text,
    below,
    elements: all("body *:not(img, picture, source, iframe, video, audio, canvas, embed, object)").filter(seen).length,
    pictures,
    largest,
    media,
    fonts: [...document.fonts].filter((font) => font.status === "loaded").length,
    styles,
    fields: all(field).filter((element) => seen(element) && !floats(element)).length,
    controls: all(control).filter(seen).length,
    scripted: heard?.scripted ?? null,
    dead: heard?.dead ?? null,
    errors: heard?.errors ?? null,
    frames: [],
  };
})();
