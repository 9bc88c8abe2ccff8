import { get } from "./api-b2.js";
import { cards, table } from "./views-19.js";
const app = document.getElementById("app");
app.innerHTML = `<div class="shell"><nav class="side"><h2>Haulage Desk</h2><a href="/overview">Overview</a><a href="/trucks">Trucks</a><a href="/drivers">Drivers</a><a href="/tours">Tours</a><a href="/bills">Bills</a></nav><main><h1>Overview</h1><p>Good morning. Here is what is on the road today, what is late, and what has to go to the workshop before the end of the week. Figures are taken from the boxes in the trucks every ten minutes; times are those of your own yard.</p><button id="again">Load again</button><div id="cards">Loading figures...</div><div id="tours"></div></main></div>`;
async function load() {
  try {
    const day = await get("overview.json");
    document.getElementById("cards").innerHTML = cards(day.figures);
    document.getElementById("tours").innerHTML = table(day.tours);
  } catch (error) {
    document.getElementById("cards").textContent = "The figures cannot be loaded. We try again in a minute.";
    setTimeout(load, 60000);
  }
}
document.getElementById("again").onclick = load;
load();
