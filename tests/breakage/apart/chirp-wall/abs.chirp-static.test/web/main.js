(function () {
  const h = React.createElement, { useState, useEffect } = React;
  const css = document.createElement("style");
  css.textContent = ".w{display:grid;grid-template-columns:14rem 38rem 20rem;gap:1.5rem;max-width:76rem;margin:0 auto}.nav a{display:block;padding:.6rem 0;font-size:1.15rem;color:#111;text-decoration:none}.feed{border:solid #e5e9ec;border-width:0 1px}.feed>div{padding:.8rem 1rem;border-bottom:1px solid #e5e9ec}.top{background:#bfe0f2;height:70px}.post{display:grid;grid-template-columns:48px 1fr;gap:.8rem}.post img{border-radius:50%}.post button{border:0;background:none;color:#567;margin-right:1.5rem}.box{background:#f4f7f9;border-radius:14px;padding:1rem;margin-top:1rem}.big{background:#1b87c9;color:#fff;border:0;border-radius:20px;padding:.6rem 1.6rem;font:inherit}";
  document.head.append(css);
  function Post({ p }) { const [n, setN] = useState(p.likes); return h("div", { className: "post" }, h("img", { src: "https://pbs.chirp-static.test/face/" + p.face + ".svg", width: 48, height: 48, alt: "" }), h("div", null, h("b", null, p.name), " ", p.at, h("p", null, p.text), h("button", null, "Answer"), h("button", { onClick: () => setN(n + 1) }, "♥ " + n))); }
  function App() {
    const [d, setD] = useState(null), [bad, setBad] = useState(false);
    useEffect(() => {
      fetch("https://api.chirpwall.test/2/users/lockkeeper/wall.json").then((r) => r.json()).then(setD).catch(() => setBad(true));
      const s = document.createElement("script"); s.src = "https://accounts.google.com/gsi/client.js"; s.async = true; document.head.append(s);
    });
    return h("div", { className: "w" }, h("div", { className: "nav" }, ["❧", "Home", "Explore", "Settings"].map((x) => h("a", { href: "#" }, x)), h("button", { className: "big" }, "Sign in")),
      h("div", { className: "feed" }, h("div", { className: "top" }), h("div", null, h("h1", null, d ? d.name : "@lockkeeper"), d && h("p", null, d.about), h("button", { className: "big" }, "Follow")),
        bad ? h("div", null, h("p", null, "Something went wrong. Try reloading.")) : d ? d.posts.map((p) => h(Post, { p })) : h("div", null, "…")),
      h("div", null, h("div", { className: "box" }, h("h2", null, "New to Chirp Wall?"), h("p", null, "Sign up now and have a wall of your own."), h("div", { id: "gsi" })), h("div", { className: "box" }, h("h2", null, "What they talk about"), ["#bridgevote", "#gerald the peacock", "#slackwater"].map((t) => h("p", null, t)))));
  }
  ReactDOM.createRoot(document.getElementById("react-root")).render(h(App));
})();
