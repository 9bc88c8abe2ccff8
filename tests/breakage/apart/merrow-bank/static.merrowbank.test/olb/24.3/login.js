(function () {
  var form = document.getElementById("login"), send = document.getElementById("send");
  send.disabled = false;
  olb.on("login", "submit", function (e) {
    if (!/^\d{6,10}$/.test(form.user.value)) { e.preventDefault(); document.getElementById("hint").textContent = "The customer number has six to ten digits."; return; }
    form.word.value = olb.seal(form.word.value);
  });
})();
