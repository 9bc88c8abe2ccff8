window.FB = { init: function () {} }; FB.init();
