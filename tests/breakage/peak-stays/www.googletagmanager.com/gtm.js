(function () { var s = document.createElement("script"); s.async = true; s.src = "https://static.criteo.net/js/ld/ld.js"; document.head.appendChild(s); dataLayer.push({ event: "gtm.load" }); })();
