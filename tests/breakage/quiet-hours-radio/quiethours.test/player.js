const sound = document.getElementById("sound");
sound.addEventListener("loadedmetadata", () => {
  const bar = document.createElement("div");
  bar.className = "play";
  bar.innerHTML = `<button>Play</button><i></i><span>0:0${Math.round(sound.duration)}</span>`;
  bar.firstChild.onclick = () => (sound.paused ? sound.play() : sound.pause());
  sound.controls = false;
  sound.after(bar);
});
