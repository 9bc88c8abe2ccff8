(function () { var q = window._paq; window.Piwik = { sent: q.length }; window._paq = { push: function () { window.Piwik.sent++; } }; })();
