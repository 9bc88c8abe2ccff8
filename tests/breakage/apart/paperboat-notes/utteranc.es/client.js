(function () {
  var s = document.currentScript || document.querySelector("script[repo]"), d = document.createElement("div");
  d.className = "utterances";
  d.innerHTML = "<iframe title='Comments' width='100%' height='180' loading='lazy' style='border:0' src='https://utteranc.es/utterances.html'></iframe>";
  s.insertAdjacentElement("afterend", d);
})();
