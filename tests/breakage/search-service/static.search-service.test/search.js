const box = document.getElementById("search");
box.innerHTML = "<input placeholder='Heddle, reed, shed'> <button>Find</button>";
box.querySelector("button").onclick = async () => {
  const answer = await fetch("https://search.search-service-index.test/query?" + box.querySelector("input").value);
  box.append(await answer.text());
};
