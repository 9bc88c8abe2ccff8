import { html, show } from "tinyview";
import { beds } from "beds";
const root = document.getElementById("root");
show(root, html`<h1>Your beds</h1><p>Looking for your beds …</p>`);
try {
  const list = await beds();
  show(root, html`<h1>Your beds</h1><div class="cards">${list.map((bed) => html`<div class="card"><h2>${bed.name}, ${bed.size}</h2><strong>${bed.what}</strong><p>${bed.todo}</p><button>Done</button></div>`)}</div><p>Frost is expected on Thursday night. Cover the beans, or talk to them nicely. The beds are watered at six in the morning, the greenhouse twice a day.</p>`);
} catch {
  show(root, html`<h1>Your beds</h1><p role="alert">We could not fetch your beds. Nothing is lost; try again in a while.</p><button onclick="location.reload()">Try again</button>`);
}
