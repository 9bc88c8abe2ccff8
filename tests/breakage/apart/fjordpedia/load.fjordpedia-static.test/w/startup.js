(function () {
  var mw = window.mw = { loader: { load: function (src) { var s = document.createElement("script"); s.src = src; document.head.appendChild(s); } } };
  mw.loader.load("https://load.fjordpedia-static.test/w/toc.js");
  mw.loader.load("https://banners.fjordpedia-gifts.test/banner.js");
})();
