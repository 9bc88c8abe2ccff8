const button = document.querySelector("[data-basket]");
let count = 0;
button.textContent = "Basket: empty";
for (const card of document.querySelectorAll(".card")) {
  card.onclick = () => { button.textContent = "Basket: " + (count += 1); };
}
