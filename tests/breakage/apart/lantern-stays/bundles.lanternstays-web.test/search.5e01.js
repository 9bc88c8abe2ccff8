(() => {
  const results = document.getElementById("results");
  const card = (s) => `<article class="stay"><img src="https://a.lanterncache.test/im/${s.photo}" alt="${s.name}" width="180" height="120"><div><h3>${s.name}</h3><p>${s.text}</p><p><b>${s.price}</b> for two nights, rated ${s.score}</p></div></article>`;
  async function load() {
    try {
      const r = await fetch("https://api.lanternstays-web.test/v3/stays/lisvane.json");
      if (!r.ok) throw new Error(r.statusText);
      const { stays } = await r.json();
      results.innerHTML = stays.map(card).join("");
      drawMap(stays);
    } catch (e) {
      results.innerHTML = "<h2>Something went wrong</h2><p>We could not load any stays.</p><button>Try again</button>";
      results.querySelector("button").onclick = load;
    }
  }
  function drawMap(stays) {
    if (!window.mapboxgl) return;
    const map = new mapboxgl.Map({ container: "map", center: [3.1, 51.5] });
    stays.forEach((s) => new mapboxgl.Marker({ label: s.price }).setLngLat(s.at).addTo(map));
  }
  document.addEventListener("DOMContentLoaded", load);
})();
