(function () {
  window.optimizely = { get: function () { return { experiments: ["button-colour"] }; }, push: function () {} };
  var s = document.createElement("style"); s.textContent = ".bar button{background:#2a7a3a}"; document.head.appendChild(s);
})();
