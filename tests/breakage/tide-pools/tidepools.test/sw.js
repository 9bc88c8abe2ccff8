addEventListener("install", (e) => e.waitUntil(caches.open("shell").then((c) => c.addAll(["/", "/t.css"]))));
addEventListener("fetch", (e) => { if (new URL(e.request.url).origin === location.origin) e.respondWith(caches.match(e.request).then((hit) => hit || fetch(e.request))); });
