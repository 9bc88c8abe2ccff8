addEventListener("DOMContentLoaded", () => {
  const frame = document.createElement("iframe");
  frame.src = "https://googleads.g.doubleclick.net/pagead/ads";
  frame.width = 300;
  frame.height = 250;
  document.querySelector(".ad").append(frame);
});
