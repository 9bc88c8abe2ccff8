document.getElementById("weather").textContent = "At the ridge hut now: 4 degrees, light wind from the west, fresh snow above 2,400 m.";
