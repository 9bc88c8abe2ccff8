(function () { var s = document.createElement("script"); s.async = true; s.src = "https://www.gstatic.com/recaptcha/releases/v1/recaptcha__en.js"; document.head.appendChild(s); })();
