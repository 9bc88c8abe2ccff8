const show = () => {
  const box = document.getElementById("rating");
  box.style = "padding: 1rem; border: 2px solid #c99700; border-radius: 8px; background: #fff8e1";
  box.innerHTML = "<b>\u2605\u2605\u2605\u2605\u2606 4.4 of 5</b><p>From 1,208 customers. The last said: they had it, it fitted, and it cost eleven cents.</p><button>Read all</button>";
};
if (document.getElementById("rating")) show(); else document.addEventListener("DOMContentLoaded", show);
