document.getElementById("wall").remove();
