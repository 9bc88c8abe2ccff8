const main = document.getElementById("main");
const form = () => { main.innerHTML = "<h1>Log in with your number</h1><p class='hint'>The usual log-in does not answer. Your service number and the word of the week will do.</p><form><label>Number<input></label><label>Word<input type='password'></label><button>Log in</button></form>"; };
const wait = (ms) => new Promise((_, no) => setTimeout(no, ms, new Error("slow")));
(async () => {
  try {
    if (!window.auth0) throw new Error("no library");
    const client = await Promise.race([auth0.createAuth0Client({ domain: "skerry-rescue.eu.auth0.com" }), wait(4000)]);
    const who = await client.getUser();
    main.innerHTML = `<h1>Good evening, ${who.name}</h1><p class="hint">You are on call from 18:00 tomorrow. Stay within ten minutes of the slip and keep the telephone dry.</p><h2>This week</h2><div id="week">Fetching the week …</div><p><button>Swap a watch</button></p>`;
    const week = await (await fetch("https://roster.skerry-data.test/week.json")).json();
    document.getElementById("week").innerHTML = "<table>" + week.map((d) => `<tr><td>${d.join("</td><td>")}</td></tr>`).join("") + "</table>";
  } catch (error) { document.getElementById("week") ? (document.getElementById("week").textContent = "The week is not to be had; see the board in the boathouse.") : form(); }
})();
