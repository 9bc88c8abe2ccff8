(function () {
  var word = null, row = 0, guess = "", board = document.getElementById("board"), say = document.getElementById("say");
  for (var r = 0; r < 5; r++) { var line = document.createElement("div"); line.className = "row"; for (var c = 0; c < 5; c++) { var cell = document.createElement("div"); cell.className = "cell"; line.append(cell); } board.append(line); }
  function type(k) {
    if (!word || row > 4) return;
    var cells = board.children[row].children;
    if (guess.length < 5) { cells[guess.length].textContent = k; guess += k; }
    if (guess.length === 5) {
      for (var i = 0; i < 5; i++) cells[i].classList.add(guess[i] === word[i] ? "g" : word.indexOf(guess[i]) >= 0 ? "y" : "n");
      say.textContent = guess === word ? "You are at the top!" : row === 4 ? "The word was " + word : "";
      row++; guess = "";
    }
  }
  "qwertyuiopasdfghjklzxcvbnm".split("").forEach(function (k) { var b = document.createElement("button"); b.textContent = k; b.onclick = function () { type(k); }; document.getElementById("keys").append(b); });
  document.addEventListener("keydown", function (e) { if (/^[a-z]$/.test(e.key)) type(e.key); });
  document.getElementById("share").onclick = function () { navigator.clipboard.writeText("Rungword, rung " + row); };
  fetch("https://daily.rungword.test/today.json").then(function (r) { return r.json(); }).then(function (d) { word = d.word; say.textContent = "Word number " + d.number + ". Good luck!"; }).catch(function () { say.textContent = "Today's word cannot be fetched. Please come back later."; });
})();
