window.criteo_q = window.criteo_q || []; new Image().src = "https://static.criteo.net/sync?v=5";
