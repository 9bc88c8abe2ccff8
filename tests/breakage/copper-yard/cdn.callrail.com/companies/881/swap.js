(function run() { var t = document.getElementById("tel"); if (!t) return document.addEventListener("DOMContentLoaded", run); t.textContent = "0555 7702"; })();
