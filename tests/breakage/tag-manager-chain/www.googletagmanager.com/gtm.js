const counter = document.createElement("script");
counter.src = "https://www.google-analytics.com/ga.js";
document.head.append(counter);
new Image().src = "https://ct.pinterest.com/v3?event=visit";
