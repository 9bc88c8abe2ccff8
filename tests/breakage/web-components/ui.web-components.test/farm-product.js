customElements.define("farm-product", class extends HTMLElement {
  connectedCallback() {
    const name = this.textContent;
    this.innerHTML = `<div><h3>${name}</h3><p>${this.getAttribute("price")} \u20ac</p><button class="button">Into the box</button></div>`;
  }
});
