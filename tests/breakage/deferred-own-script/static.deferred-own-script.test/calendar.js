const concerts = [
  ["12 March", "Byrd, Mass for four voices", "St Anne's, eight o'clock"],
  ["2 April", "Spring songs", "Market hall, five o'clock"],
  ["18 May", "Fauré, Requiem", "With the youth orchestra"],
];
for (const [day, title, where] of concerts) {
  const card = document.createElement("div");
  card.className = "card";
  card.innerHTML = `<div><h3>${day}</h3><p>${title}</p><p>${where}</p></div>`;
  document.getElementById("calendar").append(card);
}
