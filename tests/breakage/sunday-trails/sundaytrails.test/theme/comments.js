(function () {
  var box = document.getElementById("comments");
  new IntersectionObserver(function (seen, watch) {
    if (!seen[0].isIntersecting) return;
    watch.disconnect();
    fetch("/2025/10/the-long-ridge/comments.html").then(function (r) { return r.text(); }).then(function (t) { box.innerHTML = t; });
  }).observe(box);
})();
