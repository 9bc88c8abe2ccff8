(function () {
  var apply = function () { document.getElementById("cta").textContent = "Sit on it for 100 nights"; window.__swDone && window.__swDone(); };
  document.getElementById("cta") ? apply() : document.addEventListener("DOMContentLoaded", apply);
})();
