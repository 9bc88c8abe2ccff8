const map = new maplight.Map({ container: "map", style: "https://tiles.mapfold.test/styles/streets.json", center: [8.1, 50.2], zoom: 13 });
map.on("load", async () => {
  const stops = await (await fetch("https://gtfs.tramline.test/stops.json")).json();
  for (const s of stops) new maplight.Marker({ title: s.name }).at(s.x, s.y).addTo(map);
  document.getElementById("q").oninput = (e) => { const s = stops.find((x) => x.name.toLowerCase().startsWith(e.target.value.toLowerCase())); if (s) document.getElementById("news").textContent = s.name + ": next tram in 4 minutes"; };
});
document.getElementById("me").onclick = () => navigator.geolocation.getCurrentPosition(() => {}, () => {});
