(function () { var d = window.dataLayer; d.push({ event: "gtm.dom" }); window.google_tag_manager = { "GTM-OAK21": { dataLayer: d } }; })();
