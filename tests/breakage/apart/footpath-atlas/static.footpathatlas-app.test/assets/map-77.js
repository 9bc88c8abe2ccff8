const TILES = ["12-0.svg", "12-1.svg", "12-2.svg", "12-3.svg"];
export function createMap(el) {
  TILES.forEach((tile, i) => {
    const img = new Image(430, 430);
    img.alt = "";
    img.style.left = (i % 2) * 430 + "px";
    img.style.top = Math.floor(i / 2) * 430 + "px";
    img.src = "https://tiles.openstride.test/foot/" + tile;
    el.append(img);
  });
}
