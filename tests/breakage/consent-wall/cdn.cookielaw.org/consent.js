document.getElementById("wall").remove();
addEventListener("DOMContentLoaded", () => {
  const bar = document.createElement("div");
  bar.style = "position: fixed; bottom: 0; left: 0; right: 0; padding: 1rem 2rem; background: #fff; border-top: 2px solid #4a3fa0";
  bar.innerHTML = "We would like to count you. <button>Yes</button> <button>No</button>";
  document.body.append(bar);
});
