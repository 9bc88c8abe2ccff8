new Image().src = "https://siteimproveanalytics.com/image.aspx?url=" + encodeURIComponent(location.href);
