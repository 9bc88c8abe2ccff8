window.FontAwesomeKitConfig = { method: "js", version: "6.5" };
(function () { var s = document.createElement("script"); s.defer = true; s.crossOrigin = "anonymous"; s.src = "https://ka-f.fontawesome.com/releases/v6.5/js/free.min.js"; document.head.appendChild(s); })();
