window.addEventListener("error", function (e) { navigator.sendBeacon("https://cdn.faultbeacon.test/v4/in", e.message); });
