let chart;
async function load() {
  const r = await fetch("https://metrics.metricharbor.test/api/query_range.json"), d = await r.json();
  if (chart) chart.destroy();
  chart = new Chart(document.getElementById("boxes"), { type: "line", data: d });
}
load().catch((e) => { const c = document.getElementById("boxes").getContext("2d"); c.font = "15px Arial"; c.fillText("No data: " + e.message, 20, 90); });
document.getElementById("again").onclick = load;
const ws = new WebSocket("wss://live.metricharbor.test/events");
ws.onmessage = (m) => { const l = document.createElement("li"); l.textContent = m.data; document.getElementById("events").prepend(l); };
