window.cove = { async mount(el) {
  const bar = document.createElement("div"); bar.style.cssText = "position:absolute;left:0;right:0;bottom:0;padding:8px;background:#0009";
  bar.innerHTML = "<button>▶ Play</button> <span>0:00 / 0:02</span>";
  const v = document.createElement("video"); v.style.cssText = "width:100%;height:100%"; v.preload = "metadata";
  el.append(v, bar);
  try {
    const d = await (await fetch("/api/clip/" + el.dataset.clip + ".json")).json();
    v.poster = d.poster; v.src = d.source;
  } catch (e) { bar.textContent = "The clip cannot be played now."; }
  v.onerror = () => { bar.textContent = "The clip cannot be played now."; };
  v.ontimeupdate = () => { bar.querySelector("span").textContent = "0:0" + Math.floor(v.currentTime) + " / 0:02"; };
  bar.querySelector("button")?.addEventListener("click", () => { if (window.google && google.ima && !v.dataset.ad) { v.dataset.ad = 1; google.ima.show(el, () => v.play()); } else v.play(); });
} };
