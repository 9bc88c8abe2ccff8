(function () {
  function draw() {
    document.querySelectorAll(".g-recaptcha").forEach(function (box) {
      box.innerHTML = "<label style='display:flex;gap:12px;align-items:center;width:304px;height:74px;border:1px solid #d3d3d3;background:#f9f9f9;padding:0 14px;font:14px Roboto,Arial'><input type='checkbox' style='width:24px;height:24px'> I'm not a robot</label>";
      box.querySelector("input").onchange = function () { window[box.dataset.callback]("token"); };
    });
  }
  window.grecaptcha = { render: draw, getResponse: function () { return "token"; } };
  document.readyState === "loading" ? document.addEventListener("DOMContentLoaded", draw) : draw();
})();
