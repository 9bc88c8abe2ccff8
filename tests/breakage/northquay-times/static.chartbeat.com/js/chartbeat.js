setInterval(function beat() { new Image().src = "https://ping.chartbeat.net/ping?h=northquaytimes&p=" + location.pathname + "&t=" + Date.now(); return beat; }(), 15000);
