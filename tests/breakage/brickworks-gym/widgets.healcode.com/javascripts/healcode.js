customElements.define("healcode-widget", class extends HTMLElement {
  connectedCallback() {
    this.textContent = "Loading classes …";
    fetch("https://widgets.healcode.com/load/schedules.json").then((r) => r.json()).then((rows) => {
      this.innerHTML = "<table><tr><th>When</th><th>Class</th><th>With</th></tr>" + rows.map((r) => "<tr><td>" + r.join("</td><td>") + "</td></tr>").join("") + "</table>";
    });
  }
});
