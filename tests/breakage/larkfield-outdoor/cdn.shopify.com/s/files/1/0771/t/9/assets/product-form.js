document.querySelectorAll(".thumbs img").forEach(function (t) { t.addEventListener("click", function () { document.getElementById("main-pic").src = t.src; }); });
document.querySelector("form.buy").addEventListener("submit", function (e) {
  e.preventDefault();
  document.getElementById("cart-count").textContent = 1 + Number(document.getElementById("cart-count").textContent);
});
