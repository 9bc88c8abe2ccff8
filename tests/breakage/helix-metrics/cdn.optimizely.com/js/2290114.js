window.optimizely = { experiments: { cta: 2 }, push: function () {} };
document.addEventListener("DOMContentLoaded", function () { document.querySelector("[data-cta]").textContent = "Start free, no card"; });
