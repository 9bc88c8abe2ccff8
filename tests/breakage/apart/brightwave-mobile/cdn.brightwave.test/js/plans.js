document.addEventListener("alpine:init", function () {
  function put(factor) { document.querySelectorAll("[data-price]").forEach(function (b) { b.textContent = (b.dataset.price * factor).toFixed(2); }); }
  Alpine.data("term", function () { return { month: function () { put(1); }, years: function () { put(0.8); } }; });
});
document.getElementById("fibre").addEventListener("submit", function (e) {
  e.preventDefault();
  var p = document.getElementById("answer");
  fetch("https://check.brightwave.test/fibre.json?street=" + encodeURIComponent(this.street.value)).then(function (r) { return r.json(); }).then(function (a) { p.textContent = a.text; }, function () { p.textContent = "The check does not work at the moment."; });
});
