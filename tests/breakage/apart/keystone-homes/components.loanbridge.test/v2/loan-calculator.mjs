const { rate } = await (await fetch("https://components.loanbridge.test/v2/rate.json")).json();
customElements.define("loan-calculator", class extends HTMLElement {
  connectedCallback() {
    const root = this.attachShadow({ mode: "open" }), price = Number(this.getAttribute("price"));
    root.innerHTML = `<style>input{width:100%}b{font-size:1.3em}</style><label>Your own money: <span></span><input type="range" min="0" max="${price}" step="5000" value="80000"></label><p><b></b> a month at ${rate} %</p>`;
    const show = () => { const own = root.querySelector("input").value; root.querySelector("span").textContent = Number(own).toLocaleString("en"); root.querySelector("b").textContent = Math.round((price - own) * (rate + 2) / 1200).toLocaleString("en"); };
    root.querySelector("input").oninput = show; show();
  }
});
