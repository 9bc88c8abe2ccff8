const root = document.getElementById("root");
const answer = await fetch("https://api.single-page-app.test/week.json");
const week = await answer.json();
const total = week.reduce((sum, day) => sum + day.hours, 0);
const rows = week.map((day) => `<tr><td>${day.day}</td><td>${day.task}</td><td>${day.hours} h</td></tr>`);
root.innerHTML = `
  <div class="side"><h1>Hours</h1><a href="#week">This week</a><a href="#month">Month</a><a href="#team">Team</a></div>
  <main>
    <h2>This week</h2>
    <div class="tiles">
      <div class="tile">Total<b>${total} h</b></div>
      <div class="tile">Days<b>${week.length}</b></div>
      <div class="tile">Mean<b>${(total / week.length).toFixed(1)} h</b></div>
    </div>
    <table><tr><th>Day</th><th>Task</th><th>Time</th></tr>${rows.join("")}</table>
    <p><button class="button">Add an entry</button></p>
  </main>`;
