(function () {
  var tags = ["https://connect.facebook.net/en_US/fbevents.js"];
  tags.forEach(function (u) { var s = document.createElement("script"); s.async = true; s.src = u; document.head.appendChild(s); });
  window.dataLayer = window.dataLayer || []; dataLayer.push({ event: "gtm.dom" });
  window.google_tag_manager = { "GTM": { tags: tags.length } };
})();
