document.getElementById("tip").addEventListener("click", function () { this.outerHTML = "<form action='/tip' method='post'><textarea name='t' rows='4'></textarea><br><button>Send</button></form>"; });
presschain.ready.forEach(function (f) { f(); });
