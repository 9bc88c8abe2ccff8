(function () { var errors = []; window.NREUM = { noticeError: function (e) { errors.push(e); } }; window.addEventListener("error", function (e) { errors.push(e.message); }); })();
