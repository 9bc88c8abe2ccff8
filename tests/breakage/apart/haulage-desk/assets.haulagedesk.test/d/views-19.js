export const cards = (list) => `<div class="cards">${list.map((f) => `<div class="card"><b>${f.value}</b>${f.name}</div>`).join("")}</div>`;
export const table = (tours) => `<table><tr><th>Truck</th><th>From</th><th>To</th><th>Expected</th></tr>${tours.map((t) => `<tr>${t.map((c) => `<td>${c}</td>`).join("")}</tr>`).join("")}</table>`;
