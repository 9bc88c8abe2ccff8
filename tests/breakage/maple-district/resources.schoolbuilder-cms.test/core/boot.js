(function () {
  var list = document.querySelector("[data-feed]");
  fetch("https://feeds.schoolbuilder-cms.test/calendar/" + list.dataset.feed).then(function (r) { return r.json(); }).then(function (days) {
    list.innerHTML = days.map(function (d) { return "<li><b>" + d[0] + "</b> " + d[1] + "</li>"; }).join("");
  }).catch(function () { list.innerHTML = "<li>The calendar is not available at the moment.</li>"; });
})();
