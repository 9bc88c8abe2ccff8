document.getElementById("ticker").innerHTML = "Markets &nbsp; Copper 7.40 &#9650; &nbsp; Tin 31,200 &#9650; &nbsp; Oil 71.20 &#9660; &nbsp; Gravel 42.00";
