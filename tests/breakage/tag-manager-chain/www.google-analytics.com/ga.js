navigator.sendBeacon("https://www.google-analytics.com/g/collect", "v=2");
