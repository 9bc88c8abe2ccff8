document.querySelectorAll(".g-recaptcha").forEach(function (box) {
  var f = document.createElement("iframe"); f.src = "https://www.google.com/recaptcha/api2/anchor?k=" + box.dataset.sitekey; f.width = 260; f.height = 66; f.style.border = "0"; f.title = "captcha";
  box.appendChild(f);
});
