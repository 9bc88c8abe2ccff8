document.write("<div class='wx'><b>Coldmill</b><br>Today 14°, showers from the west<br>Tomorrow 16°, dry until tea time<br>Sunday 11°, wind</div>");
