document.getElementById("product").addEventListener("click", function (e) { e.preventDefault(); document.getElementById("drop").classList.toggle("on"); });
