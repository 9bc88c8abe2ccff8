customElements.define("slide-wall", class extends HTMLElement {
  connectedCallback() {
    const root = this.attachShadow({ mode: "open" });
    root.innerHTML = "<style>div { display: flex; gap: 14px; overflow-x: auto; scroll-snap-type: x mandatory; } ::slotted(img) { flex: none; border-radius: 6px; scroll-snap-align: start; } p { font-size: 14px; opacity: .7; }</style><div><slot></slot></div><p>&larr; slide &rarr;</p>";
  }
});
