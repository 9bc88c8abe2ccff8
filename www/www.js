// Starts the page for recordings. What it shows and does is in the core.
import init, { www } from "./pkg/faultline.js";

await init({ module_or_path: "pkg/faultline_bg.wasm" });
www();
