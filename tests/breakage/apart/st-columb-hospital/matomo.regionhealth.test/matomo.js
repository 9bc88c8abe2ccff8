(function () { navigator.sendBeacon("https://matomo.regionhealth.test/matomo.php?action=" + _paq.length); _paq.push = function () {}; })();
