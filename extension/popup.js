// Starts the popup. What it shows and does is in the core.
import init, { popup } from "./pkg/faultline.js";

await init({ module_or_path: "pkg/faultline_bg.wasm" });
popup();
