document.querySelectorAll(".calendly-inline-widget").forEach((box) => {
  const f = document.createElement("iframe");
  f.src = box.dataset.url; f.width = "100%"; f.height = "100%"; f.style.border = 0;
  box.append(f);
});
