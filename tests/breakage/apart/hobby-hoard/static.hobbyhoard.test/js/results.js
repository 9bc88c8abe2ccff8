const index = algoliasearch("HH4", "search-only").initIndex("offers");
const hits = document.getElementById("hits"), stats = document.getElementById("stats");
async function show(query) {
  stats.textContent = "Searching...";
  const found = await index.search(query, { hitsPerPage: 6 });
  stats.textContent = `${found.nbHits} offers, newest first`;
  hits.innerHTML = found.hits.map((h) => `<a class="hit" href="/offer/${h.objectID}"><img loading="lazy" alt="" src="https://pics.imagetree.test/hh/${h.picture}"><b>${h.title}</b>${h.price} € - ${h.town}</a>`).join("");
}
document.querySelector("form").addEventListener("submit", (e) => { e.preventDefault(); show(document.getElementById("q").value); });
show("model trains");
