(function () { var l = window.dataLayer; l.push({ event: "gtm.load" }); window.google_tag_manager = { "GTM-TWP9": { dataLayer: l } }; })();
