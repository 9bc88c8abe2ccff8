import { $, turn } from "./lib.mjs";
let at = 0;
function go(by) { at = turn(at + by, 4); $("#big").src = "https://pics.propertyview-img.test/2207/" + (at + 1) + ".svg"; $("#n").textContent = at + 1 + " of 4"; }
$("#before").onclick = () => go(-1); $("#after").onclick = () => go(1);
