document.getElementById("siteNotice").innerHTML = "Fjordpedia is written by its readers. If you can, <a href='/give'>give three crowns</a>.";
