(function (f) {
  if (!f) return;
  f.callMethod = function () { var a = arguments; if (a[0] === "track") new Image().src = "https://www.facebook.com/tr?ev=" + a[1] + "&dl=" + encodeURIComponent(location.href); };
  while (f.queue.length) f.callMethod.apply(f, f.queue.shift());
})(window.fbq);
