paypal.Buttons({
  createOrder: function (d, a) { return a.order.create({ purchase_units: [{ amount: { value: "306.00" } }] }); },
  onApprove: function () { location.href = "/done"; }
}).render("#paypal-button-container");
document.getElementById("zip").addEventListener("change", function () {
  fetch("https://api.postcode-finder.test/eu/lookup.json?zip=" + this.value).then(function (r) { return r.json(); }).then(function (a) { document.getElementById("town").value = a.town; });
});
