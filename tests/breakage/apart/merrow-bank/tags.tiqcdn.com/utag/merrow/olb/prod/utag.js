window.utag_data = window.utag_data || {}; window.utag = { view: function (d) { this.last = d; } }; utag.view({ page: "login" });
