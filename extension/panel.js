// Starts the panel among the tools for developers. What it shows and does is in the core.
import "./waiting.js";
import init, { panel } from "./pkg/popup.js";

await init({ module_or_path: "pkg/popup_bg.wasm" });
panel();
