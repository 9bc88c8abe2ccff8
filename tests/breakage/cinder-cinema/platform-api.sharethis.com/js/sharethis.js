(function go() {
  var box = document.querySelector(".sharethis-inline-share-buttons");
  if (!box) return void addEventListener("DOMContentLoaded", go);
  box.innerHTML = ["Share", "Post", "Mail", "Copy"].map(function (t, i) { return "<button style='background:" + ["#3b5998", "#111", "#777", "#95d03a"][i] + "'>" + t + "</button>"; }).join(" ");
})();
