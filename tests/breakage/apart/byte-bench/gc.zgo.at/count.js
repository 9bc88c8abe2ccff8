(function () { var e = document.currentScript.dataset.goatcounter; navigator.sendBeacon(e + "?p=" + encodeURIComponent(location.pathname)); })();
