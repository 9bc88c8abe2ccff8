const show = () => {
  const frame = document.createElement("iframe");
  frame.src = "https://googleads.g.doubleclick.net/pagead/ads";
  frame.width = 300;
  frame.height = 250;
  document.querySelector(".ad").append(frame);
};
if (document.querySelector(".ad")) show(); else addEventListener("DOMContentLoaded", show);
