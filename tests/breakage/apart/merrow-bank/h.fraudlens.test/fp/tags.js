(function () { var p = [screen.width, screen.height, navigator.language].join("|"); new Image().src = "https://h.fraudlens.test/fp/clear.gif?p=" + encodeURIComponent(p); })();
