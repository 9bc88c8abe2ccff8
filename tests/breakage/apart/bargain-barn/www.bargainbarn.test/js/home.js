fetch("https://api.bargainbarn.test/recommend/home.json").then((r) => r.json()).then((l) => {
  document.getElementById("more").innerHTML = l.map((x) => `<div class="card"><img src="${x.picture}" alt=""><p>${x.name}</p><p class="price">${x.price}</p></div>`).join("");
}).catch(() => { const m = document.getElementById("more"); m.previousElementSibling.remove(); m.remove(); });
