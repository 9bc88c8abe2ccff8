(function () {
  var f = document.getElementById("login");
  function look() { document.getElementById("go").disabled = !(f.customer.value.length > 5 && f.password.value); }
  f.addEventListener("input", look);
  document.querySelector(".show").onclick = function () { f.password.type = f.password.type === "password" ? "text" : "password"; };
  f.addEventListener("submit", function () { f.device.value = window.tmx_session || ""; });
  fetch("https://content.anchormutual-cms.test/notices/login.json").then(function (r) { return r.json(); }).then(function (n) { if (n.text) document.getElementById("notice").insertAdjacentHTML("afterbegin", "<p><b>" + n.text + "</b></p>"); }).catch(function () {});
})();
