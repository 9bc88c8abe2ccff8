(async function () {
  var el = document.querySelector("redoc"); el.innerHTML = "<p style='padding:40px'>Loading…</p>";
  var css = document.createElement("style");
  css.textContent = ".rd{display:grid;grid-template-columns:15rem 1fr 24rem;min-height:100vh}.rd nav{background:#fafafa;padding:1rem}.rd nav a{display:block;padding:.3rem 0;color:#333;text-decoration:none}.rd main{padding:1rem 2rem}.rd aside{background:#263238;color:#dfe;padding:1rem}.rd b.m{background:#2f8132;color:#fff;border-radius:4px;padding:1px 6px;font-size:12px}.rd b.post{background:#186faf}pre{white-space:pre-wrap}";
  document.head.appendChild(css);
  try {
    var spec = await (await fetch(el.getAttribute("spec-url"))).json(), ps = Object.entries(spec.paths);
    el.innerHTML = "<div class=rd><nav><input placeholder='Search…'>" + ps.map(([p, o]) => "<a href='#" + p + "'><b class='m " + o.method + "'>" + o.method + "</b> " + o.summary + "</a>").join("") + "</nav><main><h1>" + spec.info.title + " (" + spec.info.version + ")</h1><p>" + spec.info.description + "</p>" + ps.map(([p, o]) => "<h2 id='" + p + "'>" + o.summary + "</h2><p>" + o.description + "</p><ul>" + o.parameters.map((x) => "<li><code>" + x[0] + "</code> " + x[1] + "</li>").join("") + "</ul>").join("") + "</main><aside>" + ps.map(([p, o]) => "<p>" + o.method.toUpperCase() + " " + p + "</p><pre>" + JSON.stringify(o.example, null, 2) + "</pre>").join("") + "</aside></div>";
  } catch (e) { el.innerHTML = "<p style='padding:40px'>Something went wrong... " + e.message + "</p>"; }
})();
