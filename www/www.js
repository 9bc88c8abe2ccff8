// Starts the page for recordings. What it shows and does is in the core.
import init, { www } from "./pkg/faultline.js";

await init();
www();
