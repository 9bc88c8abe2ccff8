window.google = window.google || {}; google.ima = { VERSION: "3.6", AdsLoader: function () {} };
