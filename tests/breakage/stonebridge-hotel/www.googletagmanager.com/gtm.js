window.dataLayer = window.dataLayer || []; dataLayer.push({ event: "gtm.load", consent: "pending" });
