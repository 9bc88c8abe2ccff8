(function () {
  var auth = new auth0.WebAuth({ domain: "signin.tallyvault.test", clientID: "tv" });
  var form = document.getElementById("form");
  form.addEventListener("submit", function (e) {
    e.preventDefault();
    auth.login({ username: form.mail.value, password: form.word.value }, function (err) { document.getElementById("error").textContent = err.description; });
  });
  window.addEventListener("load", function () {
    if (!window.google) return;
    google.accounts.id.initialize({ client_id: "tv" });
    google.accounts.id.renderButton(document.getElementById("google"));
  });
})();
