(function () {
  var box = document.querySelector(".yotpo-main-widget");
  if (!box) return;
  fetch("https://api-cdn.yotpo.com/v1/widget/fell-jacket/reviews.json").then(function (r) { return r.json(); }).then(function (d) {
    box.innerHTML = "<h3>" + d.average + " out of 5, " + d.total + " reviews</h3>" + d.list.map(function (x) { return "<p><b>" + x.by + "</b>: " + x.text + "</p>"; }).join("");
  });
})();
