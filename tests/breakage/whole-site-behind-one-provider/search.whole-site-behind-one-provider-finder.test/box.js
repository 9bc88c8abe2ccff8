const add = () => {
  document.querySelector(".hero div").insertAdjacentHTML("beforeend", "<p><input placeholder='Colour, size, holes'> <button>Find</button></p>");
};
if (document.querySelector(".hero img")) add(); else addEventListener("DOMContentLoaded", add);
