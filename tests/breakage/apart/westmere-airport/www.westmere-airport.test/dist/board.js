const body = document.querySelector("#board tbody"); let flights = [];
function show() { const q = document.getElementById("find").value.toLowerCase(); body.innerHTML = flights.filter((f) => f.join(" ").toLowerCase().includes(q)).map((f) => "<tr><td>" + f.join("</td><td>") + "</td></tr>").join("") || "<tr><td colspan=5>No flights found</td></tr>"; }
async function load() {
  try { const d = await (await fetch("https://fids.westmere-airport.test/departures.json")).json(); flights = d.flights; document.getElementById("at").textContent = "as of " + d.at; show(); }
  catch (e) { if (!flights.length) body.innerHTML = "<tr><td colspan=5>Flights cannot be shown now. Please look at the boards in the hall.</td></tr>"; }
}
load(); setInterval(load, 60000);
document.getElementById("find").oninput = show; document.getElementById("fresh").onclick = load;
