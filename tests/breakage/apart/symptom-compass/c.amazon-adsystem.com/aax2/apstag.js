(function () {
  var q = window.apstag._Q;
  window.apstag = { init: function () {}, fetchBids: function (o, done) { setTimeout(function () { done(o.slots.map(function () { return { html: "<div style='background:#e9f5ec;padding:24px;height:250px;font:18px sans-serif'><b>A pillow that stays cool</b><p>Thirty nights to try.</p></div>" }; })); }, 60); } };
  q.forEach(function (c) { if (c[0] === "f") window.apstag.fetchBids.apply(null, c[1]); });
})();
