document.getElementById("callme").innerHTML = "<input placeholder='Your number' size='14'> <button>Ring me</button>";
