window.pendo = { initialize: function (o) { this.visitor = o; } }; pendo.initialize({ visitor: { id: "u-77" } });
