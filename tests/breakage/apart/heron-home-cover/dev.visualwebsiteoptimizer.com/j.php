window._vwo_code = { finished: function () { return true; } }; window._vis_opt_queue = window._vis_opt_queue || [];
