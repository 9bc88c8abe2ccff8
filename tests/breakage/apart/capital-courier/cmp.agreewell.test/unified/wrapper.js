(async function () {
  const t = await (await fetch("https://cmp.agreewell.test/messages/courier.json")).json();
  const d = document.createElement("div"); d.style.cssText = "position:fixed;inset:auto 0 0 0;background:#fff;padding:18px 40px;box-shadow:0 -4px 20px #0004;font:15px Arial;z-index:9";
  d.innerHTML = "<b>" + t.title + "</b><p>" + t.text + "</p><button>" + t.yes + "</button> <button>" + t.no + "</button>";
  d.onclick = (e) => { if (e.target.tagName === "BUTTON") d.remove(); };
  document.body.append(d);
  window.__tcfapi.q = [];
})();
