document.getElementById("comments").innerHTML = "<h3>Two comments</h3><p>Ruth: mine curdled.</p><p>The author: take it off the fire before the egg.</p><textarea></textarea> <button>Comment</button>";
