addEventListener("load", () => { document.getElementById("ad-in-text").innerHTML = "<div style='background:#e9eef7;padding:20px;font:15px sans-serif'>Ad: a mill for your kitchen table</div>"; });
