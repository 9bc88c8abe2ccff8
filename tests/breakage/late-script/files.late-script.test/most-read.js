const stories = ["Ferry runs again from Monday", "A seal in the marina, and what to do about it", "Who owns the slipway?", "The bakery's new oven", "School choir sings on the pier"];
for (const story of stories) {
  const item = document.createElement("li");
  item.textContent = story;
  document.getElementById("most-read").append(item);
}
