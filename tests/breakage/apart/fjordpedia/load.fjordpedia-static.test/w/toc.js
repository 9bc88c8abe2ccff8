(function () {
  var ul = document.createElement("ul");
  document.querySelectorAll("#content h2").forEach(function (h, i) { h.id = "s" + i; ul.innerHTML += "<li><a href='#s" + i + "'>" + h.textContent + "</a></li>"; });
  document.querySelector("aside").appendChild(ul);
})();
