window.amplitude = { init: function () { fetch("https://api2.amplitude.com/2/httpapi", { method: "POST", body: "{\"event\":\"view\"}", keepalive: true }).catch(function () {}); } };
amplitude.init();
