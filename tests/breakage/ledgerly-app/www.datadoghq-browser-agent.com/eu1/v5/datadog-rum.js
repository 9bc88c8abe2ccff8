window.DD_RUM = { init: function () { this.started = Date.now(); } };
