(function () {
  function fill() {
    document.querySelectorAll(".mv-ad").forEach(function (s) { s.innerHTML = "<div style='padding:30px;font:bold 22px sans-serif;background:#fbe2c8;height:250px'>A knife for life<p style='font:15px sans-serif'>Forged in one piece. Now with free sharpening.</p></div>"; });
  }
  document.readyState === "loading" ? document.addEventListener("DOMContentLoaded", fill) : fill();
})();
