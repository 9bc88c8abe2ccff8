(function () {
  var b = document.createElement("div");
  b.innerHTML = "<span style='position:fixed;right:20px;bottom:20px;width:56px;height:56px;border-radius:50%;background:#ff7a59;color:#fff;text-align:center;line-height:56px;font-size:24px'>?</span>";
  (document.body || document.documentElement).appendChild(b);
})();
