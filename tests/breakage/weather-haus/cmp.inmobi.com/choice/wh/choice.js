window.__tcfapi = function (c, v, f) { f({ eventStatus: "tcloaded", gdprApplies: true }, true); };
