window.pendo = { initialize: function (o) { this.o = o; } }; pendo.initialize({ visitor: { id: "anon" } });
