__pages.hydrate(function (root, props) {
  root.addEventListener("click", function (e) {
    var b = e.target.closest("[data-src]");
    if (!b) return;
    root.querySelector(".dock").innerHTML = "<audio controls autoplay style='width:100%' src='" + props.audio + b.dataset.src + "'></audio>";
  });
  root.querySelector(".dock").textContent = "Choose an episode of " + props.show;
});
