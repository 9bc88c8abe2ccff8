(function () { var l = window.dataLayer || []; l.push({ event: "gtm.js" }); window.google_tag_manager = {}; })();
