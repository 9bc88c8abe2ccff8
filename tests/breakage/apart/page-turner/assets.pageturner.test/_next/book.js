(function () {
  const d = JSON.parse(document.getElementById("__NEXT_DATA__").textContent), h = React.createElement;
  function Book() {
    const [n, setN] = React.useState(0);
    return h("main", { className: "two" }, h("img", { src: "https://covers.bindery-images.test/9781/l.svg", alt: "Cover of " + d.title, width: 300, height: 420 }),
      h("div", null, h("h1", null, d.title), h("p", null, "by ", h("a", { href: "/a/ferrand" }, "M. Ferrand"), ", translated by Anna Lind"), h("p", { className: "price" }, d.price), h("p", null, d.text), h("p", { className: "muted" }, "Paperback, 312 pages. In stock, at your door on Thursday."),
        h("button", { onClick: () => setN(n + 1) }, n ? "In the basket: " + n : "Put in the basket")));
  }
  ReactDOM.hydrateRoot(document.getElementById("__next"), h(Book));
  fetch("https://api.readerly.test/ratings/9781.json").then((r) => r.json()).then((x) => { document.getElementById("rating").innerHTML = "<h2>Readers</h2><p>" + x.mean + " of 5 from " + x.number + " readers. “" + x.quote + "”</p>"; }).catch(() => {});
})();
