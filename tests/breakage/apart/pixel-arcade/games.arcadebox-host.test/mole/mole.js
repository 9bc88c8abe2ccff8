const c = document.getElementById("c"), x = c.getContext("2d"); let at = 4, points = 0;
function draw() { x.fillStyle = "#4aa343"; x.fillRect(0, 0, 640, 340); for (let i = 0; i < 9; i++) { const u = 110 + (i % 3) * 210, v = 60 + Math.floor(i / 3) * 110; x.fillStyle = "#2a4d1f"; x.beginPath(); x.ellipse(u, v, 60, 22, 0, 0, 7); x.fill(); if (i === at) { x.fillStyle = "#5b3a22"; x.beginPath(); x.arc(u, v - 16, 26, 0, 7); x.fill(); } } }
c.onclick = (e) => { const i = Math.floor(e.offsetX / 214) + 3 * Math.floor(e.offsetY / 114); if (i === at) { points++; document.getElementById("s").textContent = "Points: " + points; } };
setInterval(() => { at = Math.floor(Math.random() * 9); draw(); }, 1200); draw();
