window.turnstile = { render: function (where, o) { document.querySelector(where).innerHTML = "<div style='border:1px solid #bbb;width:300px;padding:16px;font:14px Arial;background:#fafafa'><span style='color:#2a2'>&#10004;</span> Success!</div>"; o.callback("token"); } };
window[new URL(document.currentScript.src).searchParams.get("onload")]();
