window.hallplan = { Chart: function (o) { this.render = async function () {
  const hall = await (await fetch("https://seats.hallplan-maps.test/charts/corn-hall.json")).json(), el = document.getElementById(o.el), mine = new Set();
  el.innerHTML = "<p>Stage</p>" + hall.rows.map((r) => "<div>" + r.name + " " + Array.from({ length: r.seats }, (_, i) => `<span data-s="${r.name}${i + 1}" style="display:inline-block;width:18px;height:18px;margin:2px;border-radius:4px;cursor:pointer;background:${r.taken.includes(i + 1) ? "#ccc" : "#4b2bbf"}"></span>`).join("") + "</div>").join("");
  el.onclick = (e) => { const s = e.target.dataset.s; if (!s || e.target.style.background === "rgb(204, 204, 204)") return; if (mine.delete(s)) e.target.style.background = "#4b2bbf"; else { mine.add(s); e.target.style.background = "#0a8"; } o.onChange([...mine]); };
}; } };
