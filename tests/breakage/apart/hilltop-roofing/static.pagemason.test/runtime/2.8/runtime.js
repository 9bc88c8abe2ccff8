document.getElementById("burger").addEventListener("click", function () { document.querySelector("nav").classList.toggle("open"); });
var seen = new IntersectionObserver(function (list) { list.forEach(function (e) { if (e.isIntersecting) { e.target.src = e.target.dataset.src; seen.unobserve(e.target); } }); }, { rootMargin: "200px" });
document.querySelectorAll("img[data-src]").forEach(function (i) { seen.observe(i); });
