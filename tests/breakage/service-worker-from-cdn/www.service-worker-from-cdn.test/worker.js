importScripts("https://cdn.service-worker-from-cdn-workers.test/strategies.js");
self.addEventListener("fetch", (event) => event.respondWith(networkFirst(event.request)));
