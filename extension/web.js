// Starts the page of your web. What it shows and does is in the core.
import init, { web } from "./pkg/faultline.js";

await init({ module_or_path: "pkg/faultline_bg.wasm" });
web();
