jQuery(function ($) {
  $.getJSON("https://waits.regionhealth.test/now/columb.json", function (d) { $("#wait").text("Open day and night. Waiting now: about " + d.minutes + " minutes, " + d.people + " people. In danger of life call 112."); });
  $(".ring").on("click", function () { $(this).text("Please give us your number at the desk"); });
});
var map = L.map("map").setView([3, 4], 15); L.tileLayer("https://tile.openstreetmap.org/15/{x}/{y}.svg").addTo(map); L.marker([3, 4]).addTo(map);
