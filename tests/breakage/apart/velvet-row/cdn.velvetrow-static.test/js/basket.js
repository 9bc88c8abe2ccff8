(function () {
  function count() { var s = 0; document.querySelectorAll("#lines tr[data-price]").forEach(function (r) { var n = r.querySelector("input").value * r.dataset.price; r.lastElementChild.textContent = "£" + n.toFixed(2); s += n; }); document.getElementById("sum").textContent = "£" + s.toFixed(2); }
  document.getElementById("lines").addEventListener("input", count);
  document.getElementById("voucher").addEventListener("click", function () { this.textContent = "Not known"; });
})();
