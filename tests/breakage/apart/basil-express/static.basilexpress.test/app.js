Sentry.init({ dsn: "basil" });
const { h, mount } = tinyview;
const state = { menu: null, bag: [], failed: false };
const sum = () => state.bag.reduce((all, d) => all + d.price, 0).toFixed(2);
function App() {
  return h("div", {},
    h("header", { class: "top" }, h("b", {}, "Basil Express"), h("a", { href: "/" }, "Menu"), h("a", { href: "/kitchens" }, "Our kitchens"), h("a", { href: "/me" }, "My orders")),
    h("main", { class: "body" },
      h("section", {}, h("h1", {}, "What would you like?"), h("p", {}, "We bake from eleven to eleven and bring it within forty minutes. From 20 € the ride is free; below that it is 2.50 €."),
        state.failed ? h("p", {}, "The menu cannot be loaded at the moment.") : !state.menu ? h("p", {}, "Loading the menu...") :
        h("div", { class: "dishes" }, ...state.menu.map((d) => h("div", { class: "dish" }, h("img", { src: d.picture, alt: "" }), h("h3", {}, d.name), h("p", {}, d.about), h("b", {}, d.price.toFixed(2) + " € "), h("button", { onclick: () => { state.bag.push(d); draw(); } }, "Add"))))),
      h("aside", {}, h("h2", {}, "Your bag"), ...state.bag.map((d) => h("p", {}, d.name)), h("p", {}, state.bag.length ? "Total " + sum() + " €" : "Nothing in it yet."), h("button", {}, "Go to payment"))));
}
const draw = () => mount(App(), document.getElementById("root"));
draw();
fetch("https://menu.ovenline-api.test/v3/basil/menu.json").then((r) => r.json()).then((m) => { state.menu = m.dishes; draw(); }, (e) => { state.failed = true; Sentry.captureException(e); draw(); });
