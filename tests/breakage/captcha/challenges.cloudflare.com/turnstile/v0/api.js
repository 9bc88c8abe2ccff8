document.getElementById("proof").innerHTML = "<label><input type='checkbox'> I am no machine</label><button>Send the letter</button><button type='button'>Save it for later</button>";
