const list = document.getElementById("list"), cards = [...list.children];
function show() {
  const f = document.getElementById("frame").value, o = document.getElementById("order").value;
  const some = cards.filter((c) => !f || c.dataset.frame === f);
  if (o !== "new") some.sort((a, b) => (a.dataset.price - b.dataset.price) * (o === "up" ? 1 : -1));
  list.replaceChildren(...some);
  document.getElementById("number").textContent = some.length + " of 31";
}
document.getElementById("frame").addEventListener("change", show);
document.getElementById("order").addEventListener("change", show);
list.addEventListener("click", (e) => { if (e.target.tagName === "BUTTON") e.target.textContent = "Compared"; });
if (window.findfast) {
  const index = findfast("PP7", "search-only-key").index("bikes"), q = document.getElementById("q"), hits = document.getElementById("hits");
  q.addEventListener("input", async () => { hits.innerHTML = (await index.search(q.value)).map((h) => `<a href="${h.url}">${h.name}</a>`).join(""); });
}
