addEventListener("message", function (e) { if (e.data && e.data.donorbox) document.querySelector("iframe[name=donorbox]").style.height = e.data.donorbox + "px"; });
