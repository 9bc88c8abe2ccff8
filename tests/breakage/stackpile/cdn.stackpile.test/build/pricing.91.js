const builtIn = [{ n: "Small", p: "9 €", t: "10 GB and 30 days of history." }, { n: "Medium", p: "29 €", t: "100 GB and a year of history." }, { n: "Large", p: "99 €", t: "1 TB, kept for ever." }];
const flags = fetch("https://app.launchdarkly.com/sdk/evalx/sp/contexts.json").then((r) => r.json());
const limit = new Promise((done) => setTimeout(done, 2000, {}));
const { plans = builtIn } = await Promise.race([flags, limit]).catch(() => ({}));
document.getElementById("plans").innerHTML = plans.map((x) => `<div><h3>${x.n}</h3><p style="font-size:2rem">${x.p}</p><p>${x.t}</p><p><a class="btn" href="/signup">Choose</a></p></div>`).join("");
