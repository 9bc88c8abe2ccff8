window.__tw = btoa([screen.width, navigator.language, new Date().getTimezoneOffset()].join("|"));
