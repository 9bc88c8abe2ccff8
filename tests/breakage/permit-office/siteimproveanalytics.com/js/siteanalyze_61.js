new Image().src = "https://siteimproveanalytics.com/image.gif?title=" + encodeURIComponent(document.title);
