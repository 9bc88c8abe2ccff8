lock(document.getElementById("login"), "School Calendar");
