define("basket", [], function () {
  var n = 0;
  return { wire: function (d) {
    d.querySelector("[data-basket]").textContent = "Basket (0)";
    d.querySelectorAll("[data-add]").forEach(function (b) { b.disabled = false; b.onclick = function () { d.querySelector("[data-basket]").textContent = "Basket (" + ++n + ")"; }; });
  } };
});
