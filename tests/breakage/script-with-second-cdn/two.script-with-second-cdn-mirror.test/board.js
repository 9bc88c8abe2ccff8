const pieces = { 4: "\u265a", 11: "\u265f", 12: "\u265f", 27: "\u2659", 36: "\u2656", 51: "\u2657", 60: "\u2654" };
for (let square = 0; square < 64; square += 1) {
  const box = document.createElement("div");
  box.className = (square + (square >> 3)) % 2 ? "dark" : "light";
  box.textContent = pieces[square] ?? "";
  document.getElementById("board").append(box);
}
