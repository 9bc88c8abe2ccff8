// Starts the page for recordings. What it shows and does is in the core.
import init, { www } from "./pkg/www.js";

await init({ module_or_path: "pkg/www_bg.wasm" });
www();
