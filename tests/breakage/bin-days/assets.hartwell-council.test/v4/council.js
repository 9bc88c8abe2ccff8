document.getElementById("find").addEventListener("submit", function (e) {
  e.preventDefault();
  var out = document.getElementById("result"), want = this.street.value.trim().toLowerCase();
  out.textContent = "Looking up …";
  fetch("https://lookup.hartwell-services.test/api/streets.json").then(function (r) { return r.json(); }).then(function (all) { out.textContent = all[want] || "We do not know this street."; }, function () { out.textContent = "The look-up does not work at the moment. Call 0555 0100."; });
});
