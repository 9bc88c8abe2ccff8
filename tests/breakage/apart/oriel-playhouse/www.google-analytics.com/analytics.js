(function () { var q = ga.q || []; q.forEach(function (c) { if (c[0] === "send") navigator.sendBeacon("https://www.google-analytics.com/collect", "t=" + c[1]); }); })();
