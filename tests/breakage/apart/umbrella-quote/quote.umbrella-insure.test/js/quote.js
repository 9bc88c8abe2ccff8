Vue.createApp({
  data: () => ({ size: "60", floor: "0", bicycle: false, rates: null, failed: false, next: false }),
  computed: { price() { return (this.rates.square * this.size + (this.floor === "0" ? this.rates.ground : 0) + (this.bicycle ? this.rates.bicycle : 0)).toFixed(2); } },
  async mounted() { try { this.rates = await (await fetch("https://rates.umbrella-insure.test/v1/home.json")).json(); } catch (e) { this.failed = true; } }
}).mount("#quote");
