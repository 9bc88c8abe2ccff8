// Starts the page of your web. What it shows and does is in the core.
import "./waiting.js";
import init, { web } from "./pkg/web.js";

await init({ module_or_path: "pkg/web_bg.wasm" });
web();
