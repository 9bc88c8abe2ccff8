(function (w) {
  function run(code, s) { try { return new Function("s", "with (s) { return (" + code + "); }")(s); } catch (e) { return ""; } }
  function act(code, s) { new Function("s", "with (s) { " + code + "; }")(s); }
  function fill(node, s, again) {
    if (node.nodeType === 3) { node.textContent = node.textContent.replace(/\{\{(.+?)\}\}/g, (m, c) => run(c, s)); return; }
    if (node.nodeType !== 1) return;
    const f = node.getAttribute("v-for");
    if (f) { const [, k, l] = f.match(/^\s*(\w+) in (.+)$/); node.removeAttribute("v-for"); for (const x of run(l, s) || []) { const c = node.cloneNode(true); node.before(c); fill(c, Object.create(s, { [k]: { value: x, writable: true, enumerable: true } }), again); } node.remove(); return; }
    const i = node.getAttribute("v-if"); if (i !== null) { if (!run(i, s)) { node.remove(); return; } node.removeAttribute("v-if"); }
    for (const a of [...node.attributes]) {
      if (a.name[0] === ":") { const v = run(a.value, s); node.removeAttribute(a.name); if (v !== false && v != null) node.setAttribute(a.name.slice(1), v); }
      if (a.name[0] === "@") { node.removeAttribute(a.name); node.addEventListener(a.name.slice(1), (e) => { e.preventDefault(); act(a.value, s); }); }
      if (a.name === "v-cloak") node.removeAttribute(a.name);
      if (a.name === "v-model") { node.removeAttribute(a.name); node.value = run(a.value, s); node.addEventListener("change", () => { act(a.value + " = " + JSON.stringify(node.value), s); }); }
    }
    for (const c of [...node.childNodes]) fill(c, s, again);
  }
  w.Vue = { createApp: (o) => ({ mount(sel) {
    const root = document.querySelector(sel), html = o.template || root.innerHTML;
    let due = false;
    const draw = () => { due = false; const t = document.createElement("div"); t.innerHTML = html; for (const c of [...t.childNodes]) fill(c, state, draw); root.removeAttribute("v-cloak"); root.replaceChildren(...t.childNodes); };
    const base = Object.create(o.methods || {}), data = Object.assign(base, o.data ? o.data() : {});
    const state = new Proxy(data, { set(t, k, v) { t[k] = v; if (!due) { due = true; queueMicrotask(draw); } return true; } });
    for (const [k, f] of Object.entries(o.computed || {})) Object.defineProperty(base, k, { get: () => f.call(state), enumerable: true });
    draw(); if (o.mounted) o.mounted.call(state); return state;
  } }) };
})(window);
(async function () {
  let letters = [];
  try { letters = await (await fetch("/api/inbox.json")).json(); } catch (e) { document.getElementById("late").hidden = false; return; }
  clearTimeout(late); document.getElementById("load").remove();
  Vue.createApp({
    data: () => ({ letters, open: 0, box: "Inbox", boxes: ["Inbox", "Starred", "Sent", "Drafts", "Bin"] }),
    template: `<div class="side"><b>Relay Mail</b><p><button>Write</button></p><a v-for="b in boxes" href="#" @click="box = b">{{ b }}</a></div>
      <div class="main"><div class="tools"><h1>{{ box }}</h1><input placeholder="Search all mail"><button @click="letters = letters.slice(1)">Archive the first</button></div>
      <div class="list"><div v-for="l in letters" :class="l.fresh ? 'mail new' : 'mail'"><img :src="'https://faces.relaypost-cdn.test/f/' + l.face + '.svg'" width="32" height="32" alt=""><span>{{ l.from }}</span><span>{{ l.subject }} <span class="muted">- {{ l.start }}</span></span><span class="muted">{{ l.at }}</span></div></div></div>`
  }).mount("#app");
  navigator.sendBeacon("https://telemetry.relaypost.test/t", "open=" + Math.round(performance.now()));
})();
