const stars = document.createElement("p");
stars.textContent = "Rated 4.7 of 5 by 312 gardeners";
document.querySelector(".hero div").append(stars);
