(function () {
  const h = React.createElement, { useState, useEffect } = React;
  function Deal({ d }) { return h("div", { className: "deal" }, h("b", null, d.who), d.what, " - ", d.sum.toLocaleString("en"), " €"); }
  function App() {
    const [flags, setFlags] = useState(null), [deals, setDeals] = useState(null), [find, setFind] = useState("");
    useEffect(() => {
      const timeout = new Promise((ok) => setTimeout(ok, 2000, {}));
      Promise.race([fetch("https://app.launchflags.test/sdk/evalx/cobalt.json").then((r) => r.json()).catch(() => ({})), timeout]).then(setFlags);
      fetch("https://api.cobaltcrm.test/v2/deals.json").then((r) => r.json()).then(setDeals, () => setDeals("error"));
    });
    const side = h("div", { className: "side" }, h("b", null, "Cobalt"), ["Pipeline", "People", "Companies", "Tasks", "Mail", flags && flags.forecast ? "Forecast" : null, "Settings"].map((x) => x && h("a", { href: "#" }, x)));
    if (!flags || !deals) return [side, h("div", { className: "main" }, h("p", { className: "muted" }, "Loading your pipeline …"))];
    if (deals === "error") return [side, h("div", { className: "main" }, h("h1", null, "Something went wrong"), h("button", { onClick: () => location.reload() }, "Try again"))];
    const lanes = ["First talk", "Offer sent", "Haggling", "Won"];
    return [side, h("div", { className: "main" }, h("div", { className: "bar" }, h("h1", null, "Pipeline"), h("input", { placeholder: "Find a deal", onChange: (e) => setFind(e.target.value) }), h("button", null, "New deal")),
      h("div", { className: "lanes" }, lanes.map((l, i) => h("div", { className: "lane" }, h("h2", null, l), deals.filter((d) => d.lane === i && d.who.toLowerCase().includes(find.toLowerCase())).map((d) => h(Deal, { d }))))))];
  }
  ReactDOM.createRoot(document.getElementById("root")).render(h(App));
})();
