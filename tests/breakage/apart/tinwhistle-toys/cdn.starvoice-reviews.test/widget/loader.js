(async function () {
  const r = await fetch("https://cdn.starvoice-reviews.test/api/118.json"), d = await r.json();
  const stars = "★★★★★".slice(0, Math.round(d.mean)) + "☆☆☆☆☆".slice(Math.round(d.mean));
  document.querySelector(".star-voice").textContent = stars + " " + d.mean + " of 5, " + d.list.length + " voices";
  document.getElementById("star-voice-list").innerHTML = "<h2>What parents say</h2>" + d.list.map((x) => "<p><b>" + x.who + "</b>: " + x.text + "</p>").join("");
})();
