navigator.sendBeacon("https://www.google-analytics.com/collect", "page=" + encodeURIComponent(location.pathname));
