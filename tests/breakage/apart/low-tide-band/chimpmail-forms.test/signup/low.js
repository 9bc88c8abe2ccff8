document.getElementById("mc").innerHTML = "<form><input placeholder='E-mail'> <button>Yes please</button></form>";
