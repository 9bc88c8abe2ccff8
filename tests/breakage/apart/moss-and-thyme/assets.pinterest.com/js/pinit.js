(function () {
  document.querySelectorAll("[data-pin-do] img").forEach(function (i) {
    var b = document.createElement("span");
    b.textContent = "Save";
    b.setAttribute("style", "position:absolute;margin:10px 0 0 -70px;background:#e60023;color:#fff;padding:4px 12px;border-radius:12px;font:bold 13px sans-serif");
    i.insertAdjacentElement("afterend", b);
  });
})();
