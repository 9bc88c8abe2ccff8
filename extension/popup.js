// Starts the popup. What it shows and does is in the core.
import init, { popup } from "./pkg/pages.js";

await init({ module_or_path: "pkg/pages_bg.wasm" });
popup();
