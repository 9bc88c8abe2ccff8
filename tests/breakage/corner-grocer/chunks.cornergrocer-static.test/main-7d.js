const root = document.getElementById("__root");
function crash(error) {
  console.error(error);
  root.innerHTML = '<div style="padding:20vh 3rem;text-align:center"><h2>Application error: something went wrong on this page.</h2><p>See the console for more.</p></div>';
}
let n = 0;
root.addEventListener("click", (e) => { if (e.target.matches(".tile button")) document.getElementById("cart").textContent = `Cart (${++n})`; });
fetch("https://stock.cornergrocer-api.test/now.json")
  .then((r) => r.json())
  .then((stock) => { for (const tile of root.querySelectorAll("[data-id]")) if (stock[tile.dataset.id] < 5) tile.querySelector("p").append(" - only " + stock[tile.dataset.id] + " left"); })
  .catch(crash);
