new Image().src = "https://stats.wp.com/g.gif?v=ext&rand=" + Math.random();
