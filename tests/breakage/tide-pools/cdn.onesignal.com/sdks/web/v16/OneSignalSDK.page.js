window.OneSignalDeferred = window.OneSignalDeferred || []; OneSignalDeferred.push = function (f) { f({ init: function () {} }); };
