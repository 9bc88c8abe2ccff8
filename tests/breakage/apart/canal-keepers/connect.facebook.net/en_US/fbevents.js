(function () { var q = window.fbq.queue; window.fbq.callMethod = function () {}; q.length = 0; })();
