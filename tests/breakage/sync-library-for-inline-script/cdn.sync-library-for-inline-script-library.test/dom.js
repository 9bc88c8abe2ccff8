const dom = (selector) => {
  const box = document.querySelector(selector);
  return {
    rows: (rows) => { box.innerHTML = rows.map((row) => `<tr><th>${row[0]}</th><td>${row[1]}</td></tr>`).join(""); },
    cards: (cards) => { box.innerHTML = cards.map((card) => `<div class="card"><div><h3>${card[0]}</h3><p>${card[1]}</p></div></div>`).join(""); },
  };
};
