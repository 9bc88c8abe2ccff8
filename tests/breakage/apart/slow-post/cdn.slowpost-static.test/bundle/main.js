(function () {
  if (window.Sentry) Sentry.init({ dsn: "x" });
  var like = document.querySelector("[data-like]"), n = 0;
  fetch("/api/v1/post/41.json").then(function (r) { return r.json(); }).then(function (d) { n = d.likes; like.textContent = "♥ " + n; document.getElementById("talk").innerHTML = "<h3>" + d.comments.length + " comments</h3>" + d.comments.map(function (c) { return "<p><b>" + c[0] + "</b> " + c[1] + "</p>"; }).join(""); }).catch(function () {});
  like.onclick = function () { like.textContent = "♥ " + (n + 1); };
  document.querySelector("[data-share]").onclick = function () { if (navigator.clipboard) navigator.clipboard.writeText(location.href); this.textContent = "Copied"; };
  document.querySelector(".sub").onclick = function () { document.querySelector("form input").focus(); };
  if (window.Stripe) window.payments = Stripe("pk_slow");
})();
