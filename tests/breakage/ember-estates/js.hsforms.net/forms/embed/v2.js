window.hbspt = { forms: { create: function (o) {
  fetch("https://forms.hsforms.com/embed/v3/form/ee.json").then(function (r) { return r.json(); }).then(function (f) {
    document.querySelector(o.target).innerHTML = "<form>" + f.fields.map(function (n) { return "<input placeholder='" + n + "'>"; }).join("") + "<button class='btn'>" + f.button + "</button></form>";
  });
} } };
