const shelf = document.querySelector("[data-shelf]");
const files = "https://img.mira-commerce.test/p/";
const { products } = await (await fetch("https://storefront.mira-commerce.test/api/2026-01/products.json?first=3")).json();
shelf.innerHTML = products.map((p) => `<a class="p" href="/p/${p.handle}"><img src="${files}${p.file}" alt="${p.title}" width="260" height="280"><b>${p.title}</b>${p.price} €</a>`).join("");
window.gtag && gtag("event", "view_item_list");
