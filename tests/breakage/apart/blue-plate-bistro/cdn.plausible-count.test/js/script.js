(function () { var s = document.currentScript; navigator.sendBeacon("https://cdn.plausible-count.test/api/event", JSON.stringify({ n: "pageview", d: s && s.dataset.domain, u: location.href })); })();
