// Starts the popup. What it shows and does is in the core.
import "./waiting.js";
import init, { popup } from "./pkg/popup.js";

// The background wakes, and sees the question come, while the core is being read here.
(globalThis.browser ?? globalThis.chrome).runtime.connect({ name: "popup" });

await init({ module_or_path: "pkg/popup_bg.wasm" });
popup();
