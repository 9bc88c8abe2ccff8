import { money } from "./money.1ab.js";
const lines = document.getElementById("lines"), total = document.getElementById("total"), go = document.getElementById("checkout");
function draw(cart) {
  lines.textContent = "";
  for (const item of cart.items) {
    const div = document.createElement("div");
    div.className = "line";
    div.innerHTML = `<img alt="" src="https://assets.sablesoap.test/p/${item.picture}"><span><b>${item.name}</b><br>${item.note}</span><input type="number" min="0" value="${item.count}" size="3"><b>${money(item.count * item.price)}</b>`;
    lines.append(div);
  }
  total.textContent = money(cart.items.reduce((sum, i) => sum + i.count * i.price, 400));
  go.disabled = false;
}
try {
  const answer = await fetch("https://api.basketworks.test/v1/carts/sable.json");
  draw(await answer.json());
} catch (error) {
  lines.innerHTML = "<p>We could not load your basket. Please try again in a few minutes.</p>";
  window.Sentry?.captureException(error);
}
go.addEventListener("click", () => { location.href = "/checkout"; });
