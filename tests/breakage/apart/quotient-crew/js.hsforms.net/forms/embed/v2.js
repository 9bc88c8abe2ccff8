window.hbspt = { forms: { create: function (o) {
  document.querySelector(o.target).innerHTML = '<form class="hs-form" action="/sent"><input placeholder="Your name" name="n"><input placeholder="E-mail at work" name="m" type="email"><input placeholder="How many people?" name="c" size="16"><button class="btn">Send</button></form>';
} } };
