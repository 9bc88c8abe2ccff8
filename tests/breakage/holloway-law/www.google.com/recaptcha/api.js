(function () { var s = document.createElement("script"); s.src = "https://www.gstatic.com/recaptcha/releases/r7/recaptcha__en.js"; s.async = true; document.head.appendChild(s); })();
