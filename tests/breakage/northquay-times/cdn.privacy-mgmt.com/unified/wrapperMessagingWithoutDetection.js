(function () {
  function message() {
    if (document.cookie.indexOf("consentUUID") >= 0) return;
    var box = document.createElement("div");
    box.style.cssText = "position:fixed;right:20px;bottom:20px;width:330px;background:#fff;box-shadow:0 2px 18px #0005;padding:16px;font:14px/1.4 sans-serif;border-radius:6px";
    box.innerHTML = "<b>Your privacy</b><p>We and our partners store information on your device to pay for the paper.</p><button>Accept</button> <button>Options</button>";
    box.onclick = function (e) { if (e.target.tagName === "BUTTON") { document.cookie = "consentUUID=1;path=/"; box.remove(); } };
    document.body.appendChild(box);
  }
  document.body ? message() : addEventListener("DOMContentLoaded", message);
})();
