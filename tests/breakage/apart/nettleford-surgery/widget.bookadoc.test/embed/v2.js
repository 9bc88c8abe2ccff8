(function () {
  var box = document.getElementById("bookadoc");
  fetch("https://api.bookadoc.test/v1/next.json?practice=" + box.dataset.practice)
    .then(function (r) { return r.json(); })
    .then(function (next) {
      var d = document.createElement("div");
      d.className = "doc-next";
      d.innerHTML = "<b>Next free:</b> " + next.map(function (n) { return "<button>" + n.when + ", " + n.who + "</button>"; }).join(" ");
      box.appendChild(d);
    }).catch(function () {});
})();
