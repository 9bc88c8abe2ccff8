const sheet = document.createElement("link");
sheet.rel = "stylesheet";
sheet.href = "https://static.loader-script-kit.test/kit.css";
const script = document.createElement("script");
script.src = "https://static.loader-script-kit.test/shop.js";
document.head.append(sheet, script);
