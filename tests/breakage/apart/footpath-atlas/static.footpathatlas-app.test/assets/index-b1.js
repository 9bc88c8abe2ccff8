import { createMap } from "./map-77.js";
const app = document.getElementById("app");
app.innerHTML = `<header class="header"><a class="logo" href="/">Footpath Atlas</a><a href="/mine">My walks</a><a href="/record">Record</a><button>Sign in</button></header>
<div class="shell"><section class="list"><h1>Walks near Arden</h1><p>Every right of way in the county, walked by volunteers and drawn as it really is. Choose a walk to see it on the map, or draw your own from any stile to any pub.</p><form><input placeholder="Find a place or a walk"> <button>Find</button></form><div class="walks">Looking for walks ...</div></section><section class="map"></section></div>`;
createMap(app.querySelector(".map"));
fetch("https://paths.footpathatlas-app.test/v1/near.json")
  .then((r) => r.json())
  .then((walks) => {
    app.querySelector(".walks").innerHTML = walks.map((w) => `<h2>${w.name}</h2><p>${w.text}</p><p class="meta">${w.km} km, ${w.climb} m up, ${w.time}</p>`).join("");
  })
  .catch(() => { app.querySelector(".walks").textContent = "Walks could not be loaded. Check your connection."; });
