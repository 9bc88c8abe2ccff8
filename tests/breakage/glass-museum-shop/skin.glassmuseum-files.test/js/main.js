// basket.js is next to this file
needful(["basket"], function (basket) { basket.wire(document); });
