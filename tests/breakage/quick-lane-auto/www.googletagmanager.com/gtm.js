(function () { var s = document.createElement("script"); s.async = true; s.src = "https://cdn.callrail.com/companies/33/swap.js"; document.head.appendChild(s); })();
