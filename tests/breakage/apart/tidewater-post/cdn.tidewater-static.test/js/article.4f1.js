(function () {
  var share = document.querySelector(".share");
  ["Copy link", "Mail", "Print"].forEach(function (name) {
    var b = document.createElement("button");
    b.textContent = name;
    b.onclick = function () { if (name === "Print") print(); else if (name === "Copy link" && navigator.clipboard) navigator.clipboard.writeText(location.href); else location.href = "mailto:?subject=" + encodeURIComponent(share.dataset.title); };
    share.appendChild(b);
  });
  document.getElementById("letter").addEventListener("submit", function (e) { e.preventDefault(); this.hidden = true; document.getElementById("thanks").hidden = false; });
})();
