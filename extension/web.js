// Starts the page of your web. What it shows and does is in the core.
import init, { web } from "./pkg/pages.js";

await init({ module_or_path: "pkg/pages_bg.wasm" });
web();
