(function () {
  var el = document.getElementById("slots");
  function look() { fetch("https://api.slotwise-booking.test/v1/" + el.dataset.campaign + "/free.json").then(function (r) { return r.json(); }).then(function (d) { el.innerHTML = d.free.map(function (t) { return "<button type='button' class='slot'>" + t + "</button>"; }).join(""); }).catch(function () { el.textContent = "The times cannot be shown at the moment."; }); }
  el.onclick = function (e) { if (e.target.className.indexOf("slot") < 0) return; el.querySelectorAll(".on").forEach(function (b) { b.classList.remove("on"); }); e.target.classList.add("on"); };
  document.getElementById("place").onchange = look; look();
})();
