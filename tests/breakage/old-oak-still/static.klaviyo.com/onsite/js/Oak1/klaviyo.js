window.klaviyo = window.klaviyo || []; klaviyo.push = function () { return 1; };
