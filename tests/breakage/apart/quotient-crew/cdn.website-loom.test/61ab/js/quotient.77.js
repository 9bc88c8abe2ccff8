var watch = new IntersectionObserver(function (list) { list.forEach(function (e) { if (e.isIntersecting) e.target.classList.add("in"); }); });
document.querySelectorAll(".reveal").forEach(function (e) { watch.observe(e); });
