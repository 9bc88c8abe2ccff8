(function () {
  var done = function () { navigator.sendBeacon("https://intake-analytics.moorwiki.test/v1/events", "view"); document.documentElement.className += " client-js"; };
  document.readyState === "complete" ? done() : addEventListener("load", done);
})();
