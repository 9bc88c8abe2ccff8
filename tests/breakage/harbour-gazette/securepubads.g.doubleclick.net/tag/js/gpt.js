(() => {
  const queue = (window.googletag && googletag.cmd) || [];
  const show = (id) => {
    const f = document.createElement("iframe");
    f.width = 250; f.height = 100; f.style.border = 0;
    f.srcdoc = "<body style='margin:0;background:#fde9b8;font:16px sans-serif;padding:16px'>Oilskins, half price<br>until Friday</body>";
    document.getElementById(id).append(f);
  };
  window.googletag = { display: show, cmd: { push: (f) => f() } };
  queue.forEach((f) => f());
})();
