for (const button of document.querySelectorAll("[data-act]")) {
  button.addEventListener("click", () => {
    button.textContent = "Held for ten minutes";
  });
}
document.getElementById("app").dataset.ready = "yes";
