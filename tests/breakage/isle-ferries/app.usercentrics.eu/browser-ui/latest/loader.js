document.querySelectorAll("[data-consent]").forEach((old) => {
  if (old.tagName === "IFRAME") { old.src = old.dataset.src; return; }
  const now = document.createElement("script");
  if (old.dataset.src) now.src = old.dataset.src; else now.text = old.text;
  old.replaceWith(now);
});
const shield = document.createElement("div");
shield.style.cssText = "position:fixed;left:14px;bottom:14px;width:44px;height:44px;border-radius:50%;background:#0045a5";
document.body.append(shield);
