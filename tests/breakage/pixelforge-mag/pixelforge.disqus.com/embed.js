document.getElementById("disqus_thread").innerHTML = "<p><b>mossgiant</b>: Eight is fair. The boat still handles like a bath.</p><p><b>ryn</b>: Second act is the best thing this year.</p>";
