(function () {
  var count = 0;
  document.querySelectorAll("[data-filter]").forEach(function (b) {
    b.addEventListener("click", function () {
      document.querySelectorAll("[data-kind]").forEach(function (li) { li.hidden = b.dataset.filter !== "all" && li.dataset.kind !== b.dataset.filter; });
    });
  });
  document.querySelectorAll("[data-add]").forEach(function (b) {
    b.addEventListener("click", function () { count++; document.querySelector("[data-cart-count]").textContent = count; b.textContent = "Added"; });
  });
})();
