const offers = [["Courgettes", "As many as you can carry, plot 12"], ["Strawberry runners", "Fifty, for a bag of bark"], ["A spade", "To lend until Sunday, plot 3"]];
for (const [what, where] of offers) {
  const card = document.createElement("div");
  card.className = "card";
  card.innerHTML = `<div><h3>${what}</h3><p>${where}</p></div>`;
  document.getElementById("offers").append(card);
}
