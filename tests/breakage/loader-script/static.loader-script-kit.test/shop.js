const site = document.getElementById("site");
site.innerHTML = `
  <header><span class="brand">Lena's Candles</span><a href="#all">All candles</a><a href="#about">About</a></header>
  <section class="hero"><div><h1>Poured by hand, burnt slowly</h1><p>Beeswax from the valley, cotton wicks, no scent but their own.</p><button class="button">To the shop</button></div>
  <img src="https://media.loader-script-kit.test/candles.svg" alt="A candle holder" width="420" height="315"></section>
  <section class="cards"><div class="card"><div><h3>Table candle</h3><p>9 hours, 4 \u20ac</p></div></div><div class="card"><div><h3>Pillar</h3><p>60 hours, 17 \u20ac</p></div></div><div class="card"><div><h3>Tea lights</h3><p>Twelve, 8 \u20ac</p></div></div></section>`;
