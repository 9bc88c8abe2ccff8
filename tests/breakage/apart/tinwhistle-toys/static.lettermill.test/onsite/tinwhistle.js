setTimeout(function () {
  var b = document.createElement("div");
  b.style.cssText = "position:fixed;right:16px;bottom:16px;width:260px;background:#fff;border:1px solid #ccc;border-radius:8px;padding:14px;box-shadow:0 4px 16px #0003;font:14px Arial";
  b.innerHTML = "<b>Ten per cent for a letter</b><p>Write to us where you live and we send a letter a month.</p><input placeholder='E-mail' size='18'> <button>Yes</button>";
  document.body.appendChild(b);
}, 600);
