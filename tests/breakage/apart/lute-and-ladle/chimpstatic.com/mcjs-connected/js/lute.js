(function () { if (!localStorage.getItem("mc-seen")) setTimeout(function () { localStorage.setItem("mc-seen", "1"); }, 5000); })();
