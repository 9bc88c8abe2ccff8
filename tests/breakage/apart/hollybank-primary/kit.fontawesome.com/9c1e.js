(function () {
  var s = document.createElement("style");
  s.textContent = ".fa::before{content:'\\25CF';font-style:normal}.fa-phone::before{content:'\\260E'}.fa-envelope::before{content:'\\2709'}";
  document.head.appendChild(s);
})();
