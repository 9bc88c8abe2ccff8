(function () { var q = (window.clarity && clarity.q) || []; window.clarity = function () { q.push(arguments); }; })();
