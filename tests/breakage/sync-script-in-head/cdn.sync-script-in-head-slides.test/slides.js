document.addEventListener("DOMContentLoaded", () => {
  for (const box of document.querySelectorAll("[data-slides]")) {
    const pictures = box.dataset.slides.split(" ");
    const dots = document.createElement("p");
    for (const [index, picture] of pictures.entries()) {
      const dot = document.createElement("button");
      dot.textContent = "Picture " + (index + 1);
      dot.onclick = () => { box.querySelector("img").src = picture; };
      dots.append(dot);
    }
    box.append(dots);
  }
});
