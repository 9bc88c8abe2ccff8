(function () {
  var que = (window.pbjs && pbjs.que) || [];
  window.pbjs = { que: { push: function (f) { f(); } }, requestBids: function (o) {
    fetch("https://fastlane.rubiconproject.com/a/api/fastlane.json?size=" + o.size).then(function (r) { return r.json(); }).then(o.done);
  } };
  que.forEach(function (f) { f(); });
})();
