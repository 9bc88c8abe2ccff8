(function ask() {
  if (!document.body) return void addEventListener("DOMContentLoaded", ask);
  var known = /(^|; )fence=ok/.test(document.cookie);
  if (known) return unfence();
  var bar = document.createElement("div");
  bar.style.cssText = "position:fixed;left:0;right:0;bottom:0;background:#2b1d10;color:#fff;padding:16px 30px;font:17px Georgia";
  bar.innerHTML = "This page is about alcohol. By staying you say that you are eighteen or more. <button>I am</button>";
  bar.querySelector("button").onclick = function () { document.cookie = "fence=ok"; bar.remove(); };
  document.body.append(bar);
  unfence();
})();
