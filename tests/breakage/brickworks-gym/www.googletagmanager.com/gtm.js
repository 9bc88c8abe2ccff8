(function () {
  dataLayer.push({ event: "gtm.js" });
  var f = window.fbq = function () { f.callMethod ? f.callMethod.apply(f, arguments) : f.queue.push(arguments); };
  f.queue = [];
  fbq("init", "7711"); fbq("track", "PageView");
  var s = document.createElement("script"); s.async = true; s.src = "https://connect.facebook.net/en_US/fbevents.js"; document.head.appendChild(s);
})();
