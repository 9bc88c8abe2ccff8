importScripts("https://words.worker-lists.test/words.js");
postMessage([...words.join("").toUpperCase()].slice(0, 24));
