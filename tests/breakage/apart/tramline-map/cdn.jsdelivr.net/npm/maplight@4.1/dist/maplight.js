window.maplight = {
  Map: class { constructor(o) { this.el = document.getElementById(o.container); this.el.classList.add("maplight"); this.then = []; this.start(o); } on(n, f) { this.then.push(f); }
    async start(o) { const style = await (await fetch(o.style)).json(), c = document.createElement("canvas"); c.width = this.el.clientWidth; c.height = this.el.clientHeight; this.el.append(c); const x = c.getContext("2d"); x.fillStyle = style.land; x.fillRect(0, 0, c.width, c.height);
      await Promise.all(style.tiles.map((t, i) => new Promise((ok) => { const p = new Image(); p.crossOrigin = ""; p.onload = () => { for (let y = 0; y < 3; y++) for (let k = 0; k < 2; k++) x.drawImage(p, (i + 2 * k) * 256, y * 256, 256, 256); ok(); }; p.onerror = ok; p.src = t; })));
      this.then.forEach((f) => f()); } },
  Marker: class { constructor(o) { this.e = document.createElement("div"); this.e.className = "maplight-marker"; this.e.title = o.title; } at(x, y) { this.e.style.left = x + "px"; this.e.style.top = y + "px"; return this; } addTo(m) { m.el.append(this.e); } }
};
