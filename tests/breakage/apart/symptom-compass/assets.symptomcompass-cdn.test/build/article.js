(() => {
  const toc = document.querySelector(".toc");
  for (const h of document.querySelectorAll("article h2[id]")) toc.insertAdjacentHTML("beforeend", `<li><a href="#${h.id}">${h.textContent}</a></li>`);
  const input = document.querySelector("#find input"), hits = document.getElementById("hits");
  let topics;
  input.addEventListener("focus", async () => {
    topics ??= await fetch("https://suggest.compass-search.test/topics.json").then((r) => r.json()).catch(() => []);
    hits.innerHTML = topics.map((t) => `<option value="${t}">`).join("");
  });
})();
