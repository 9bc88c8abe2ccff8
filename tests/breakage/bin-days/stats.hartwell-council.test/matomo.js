(function () { navigator.sendBeacon("https://stats.hartwell-council.test/matomo.php?idsite=3&url=" + encodeURIComponent(location.pathname)); })();
