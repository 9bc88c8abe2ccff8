(function go() { if (document.readyState === "loading") return document.addEventListener("DOMContentLoaded", go);
document.querySelectorAll(".g-recaptcha").forEach(function (d) { var f = document.createElement("iframe"); f.src = "https://www.google.com/recaptcha/api2/anchor.html"; f.width = 304; f.height = 78; f.style.border = "0"; d.append(f); }); })();
