document.querySelectorAll(".thumbs img").forEach((t) => t.addEventListener("click", () => { document.getElementById("main-picture").src = t.src; }));
document.getElementById("buy").addEventListener("submit", (e) => {
  e.preventDefault();
  const c = document.getElementById("cart-count");
  c.textContent = Number(c.textContent) + Number(e.target.n.value);
});
