(function () {
  var f = new FontFace("arkface", "url(https://use.typekit.net/ik/arkface.woff2)");
  window.Typekit = { load: function () { document.documentElement.classList.add("wf-loading"); f.load().then(function (x) { document.fonts.add(x); document.documentElement.className = "wf-active"; }); } };
})();
