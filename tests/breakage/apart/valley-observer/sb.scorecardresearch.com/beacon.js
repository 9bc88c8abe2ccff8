(function () { new Image().src = "https://b.scorecardresearch.com/p?c1=2&ns=" + Date.now(); })();
