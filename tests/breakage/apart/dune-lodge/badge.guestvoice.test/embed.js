(function () { var d = document.getElementById("gv-badge"); d.innerHTML = "<p><b>9.1 of 10</b> from 604 guests. &ldquo;We slept with the window open and heard the sea.&rdquo;</p>"; })();
