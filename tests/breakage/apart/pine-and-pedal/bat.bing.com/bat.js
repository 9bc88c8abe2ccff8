(function () { var q = window.uetq || []; new Image().src = "https://bat.bing.com/action/0?evt=pageLoad&n=" + q.length; window.uetq = { push: function () {} }; })();
