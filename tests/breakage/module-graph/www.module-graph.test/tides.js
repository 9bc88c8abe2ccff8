import { heights } from "https://esm.module-graph-modules.test/harmonics.js";
import { draw } from "/draw.js";

draw(document.getElementById("tides"), heights([1.4, 0.6, 0.3]));
