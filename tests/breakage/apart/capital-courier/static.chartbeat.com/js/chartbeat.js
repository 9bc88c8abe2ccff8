(function () { function ping() { new Image().src = "https://static.chartbeat.com/ping?y=" + scrollY; } ping(); setInterval(ping, 15000); })();
