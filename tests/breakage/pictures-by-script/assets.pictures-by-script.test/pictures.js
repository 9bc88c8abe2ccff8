for (const picture of document.querySelectorAll("[data-src]")) {
  picture.src = picture.dataset.src;
}
