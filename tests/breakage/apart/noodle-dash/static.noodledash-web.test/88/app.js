import { React, ReactDOM } from "./vendor.js";
const h = React.createElement, { useState, useEffect } = React;
function Place({ p }) { return h("div", { className: "place" }, h("img", { src: "https://img.noodledash-web.test/p/" + p.id + ".svg", alt: p.name }), h("div", null, h("h3", null, p.name), h("p", null, p.kitchen + " - " + p.minutes + " min - delivery " + p.fee), h("p", null, p.about))); }
function App() {
  const [places, setPlaces] = useState(null), [kitchen, setKitchen] = useState(""), [promo, setPromo] = useState(null), [failed, setFailed] = useState(false);
  useEffect(() => {
    fetch("https://api.noodledash.test/v3/places.json").then((r) => r.json()).then(setPlaces, () => setFailed(true));
    fetch("https://flags.togglehouse.test/eval/web.json").then((r) => r.json()).then((f) => f.autumnPromo && setPromo(f.promoText), () => {});
  });
  const kinds = places ? [...new Set(places.map((p) => p.kitchen))] : [];
  return h("div", null,
    h("div", { className: "top" }, h("b", null, "Noodle Dash"), h("a", { href: "#" }, "Marlow, Gasworks Lane 3"), h("a", { href: "#" }, "Sign in"), h("a", { href: "#" }, "Basket")),
    promo && h("div", { className: "promo" }, promo),
    h("div", { className: "in" }, h("h1", null, "Hungry in Marlow?"),
      h("p", null, h("button", { className: kitchen ? "" : "on", onClick: () => setKitchen("") }, "All"), kinds.map((k) => h("button", { className: kitchen === k ? "on" : "", onClick: () => setKitchen(k) }, k))),
      failed ? h("p", null, "Something went wrong. Please try again in a minute.") : !places ? h("p", null, "Looking for kitchens near you …") : h("div", { className: "list" }, places.filter((p) => !kitchen || p.kitchen === kitchen).map((p) => h(Place, { p })))));
}
ReactDOM.createRoot(document.getElementById("root")).render(h(App));
