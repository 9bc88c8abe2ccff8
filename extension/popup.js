// Starts the popup. What it shows and does is in the core.
import init, { popup } from "./pkg/faultline.js";

await init();
popup();
