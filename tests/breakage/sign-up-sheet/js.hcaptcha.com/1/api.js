(function () {
  function go() { document.querySelectorAll(".h-captcha").forEach(function (b) { b.innerHTML = "<div style='width:300px;border:1px solid #ccc;background:#fafafa;padding:22px;font:14px Arial'>&#9744; I am human</div><input type='hidden' name='h-captcha-response'>"; }); }
  document.readyState === "loading" ? addEventListener("DOMContentLoaded", go) : go();
})();
