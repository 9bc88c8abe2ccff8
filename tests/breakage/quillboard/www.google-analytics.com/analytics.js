addEventListener("load", function () { navigator.sendBeacon("https://www.google-analytics.com/j/collect", "t=pageview"); });
