(function () { var s = document.querySelector("script[data-goatcounter]"); new Image().src = s.dataset.goatcounter + "?p=" + encodeURIComponent(location.pathname); })();
