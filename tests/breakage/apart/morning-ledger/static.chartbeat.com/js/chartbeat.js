(function () { var c = window._sf_async_config || {}; window.pSUPERFLY = { virtualPage: function () {}, uid: c.uid }; })();
