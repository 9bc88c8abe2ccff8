// Puts the panel among the browser's tools for developers.
chrome.devtools.panels.create("Faultline", "icons/16.png", "panel.html");
