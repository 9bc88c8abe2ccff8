const list = document.getElementById("list");
const logos = "https://logos.airmarks.test/";
async function load() {
  const answer = await fetch("https://api.voyago.test/v3/offers.json?from=MLW&to=LIS");
  if (!answer.ok) throw new Error("offers " + answer.status);
  const { offers } = await answer.json();
  list.innerHTML = offers.map((o) => `<div class="offer"><img src="${logos}${o.logo}" alt="${o.line}" width="90" height="32"><div><b>${o.out} to ${o.in}</b><br>${o.how}</div><div><strong>${o.price} €</strong><br><button class="btn">Select</button></div></div>`).join("");
  document.getElementById("count").textContent = offers.length + " offers";
}
load().catch((e) => {
  window.Sentry && Sentry.captureException(e);
  list.innerHTML = '<div class="card"><h2>We could not get any offers</h2><p>Please try it again in a moment.</p><button class="btn" onclick="location.reload()">Search again</button></div>';
});
