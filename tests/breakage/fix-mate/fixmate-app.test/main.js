import { initializeApp } from "https://www.gstatic.com/firebasejs/10.12.0/firebase-app.js";
import { getDocs } from "https://www.gstatic.com/firebasejs/10.12.0/firebase-firestore.js";

const app = initializeApp({ projectId: "fixmate" });
const root = document.querySelector("app-root");
const bucket = "https://firebasestorage.googleapis.com/v0/b/fixmate/o/";
root.innerHTML = `<header class="bar"><b>FixMate</b><a href="/mates">Mates</a><a href="/bookings">Bookings</a><a href="/me">Me</a></header><main class="wrap"><h1>Who can come?</h1><p>Everybody here was trained, insured and visited by us. You pay after the work, through us.</p><div id="mates"><p class="load">Asking around …</p></div></main>`;
const box = root.querySelector("#mates");
try {
  const mates = await getDocs(app, "mates.json");
  box.innerHTML = mates.map((m) => `<div class="card mate"><img src="${bucket}${m.pic}?alt=media" alt="${m.name}" width="90" height="90"><div><b>${m.name}</b>, ${m.trade}<br>Next: ${m.next}</div><div>${m.price} € an hour<br><button class="btn">Book</button></div></div>`).join("");
} catch {
  box.innerHTML = `<p class="load">Nobody answers. <button class="btn" onclick="location.reload()">Ask again</button></p>`;
}
