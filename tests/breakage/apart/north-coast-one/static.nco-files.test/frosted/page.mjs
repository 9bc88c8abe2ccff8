import { Player } from "./player.mjs";
customElements.define("nco-player", Player);
const count = new Image();
count.src = "https://sb.scorecardresearch.com/b?c1=2&c2=17986528&ns_c=UTF-8&c7=" + encodeURIComponent(location.href);
