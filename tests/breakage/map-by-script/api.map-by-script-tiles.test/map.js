const tiles = () => {
  for (const name of ["nw.svg", "ne.svg", "sw.svg", "se.svg"]) {
    const tile = new Image(220, 160);
    tile.src = `https://t1.map-by-script-tiles.test/${name}`;
    document.getElementById("map").append(tile);
  }
};
if (document.getElementById("map")) tiles(); else addEventListener("DOMContentLoaded", tiles);
