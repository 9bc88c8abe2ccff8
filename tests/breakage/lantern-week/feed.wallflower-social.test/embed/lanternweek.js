document.getElementById("wall").innerHTML = ["1.jpg", "2.jpg", "3.jpg"].map((p) => `<img src="//feed.wallflower-social.test/p/${p}" alt="A lantern" width="150" height="110">`).join("");
