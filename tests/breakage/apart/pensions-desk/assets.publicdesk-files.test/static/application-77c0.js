import { count } from "./count-5e.js";
const message = document.getElementById("cookie-message");
const choice = localStorage.getItem("counting");
if (!choice) message.hidden = false;
if (choice === "yes") count();
message.addEventListener("click", (event) => {
  if (event.target.matches("[data-accept]")) { localStorage.setItem("counting", "yes"); count(); message.hidden = true; }
  if (event.target.matches("[data-reject]")) { localStorage.setItem("counting", "no"); message.hidden = true; }
});
fetch("https://surveys.askbox.test/v1/pensions-desk.json")
  .then((answer) => answer.json())
  .then((survey) => {
    document.getElementById("feedback").innerHTML = `<p><b>${survey.question}</b> ${survey.answers.map((a) => `<button>${a}</button>`).join(" ")}</p>`;
  })
  .catch(() => {});
