(function () {
  var index = algoliasearch("LATHE1", "public").initIndex("jobs"), list = document.getElementById("jobs");
  document.getElementById("filter").addEventListener("submit", function (e) {
    e.preventDefault();
    index.search(this.q.value).then(function (found) {
      list.innerHTML = found.hits.map(function (h) { return "<article class='card'><h3>" + h.title + "</h3><p>" + h.text + "</p></article>"; }).join("") || "<p>No job fits.</p>";
    });
  });
})();
