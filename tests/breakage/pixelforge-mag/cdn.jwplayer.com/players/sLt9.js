(function () {
  var at = document.getElementById("jw-sLt9");
  at.innerHTML = "<img alt='Salt and Iron, trailer' src='https://cdn.jwplayer.com/v2/poster.svg'><button class='btn'>Play, 1:48</button>";
})();
