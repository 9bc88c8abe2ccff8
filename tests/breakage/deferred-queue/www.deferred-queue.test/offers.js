const offers = [["Courgettes", "As many as you can carry, plot 12"], ["Strawberry runners", "Fifty, for a bag of bark"], ["A spade", "To lend until Sunday, plot 3"], ["Straw", "Four bales, slightly damp, plot 21"], ["Rhubarb crowns", "Divided last autumn, plot 7"], ["Somebody's back", "An hour on Saturday for a cake"]];
for (const [what, where] of offers) {
  const card = document.createElement("div");
  card.className = "card";
  card.innerHTML = `<div><h3>${what}</h3><p>${where}</p></div>`;
  document.getElementById("offers").append(card);
}
