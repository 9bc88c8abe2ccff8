window.docsearch = function (o) { document.querySelector(o.container).innerHTML = "<button class='DocSearch-Button'>Search ... Ctrl K</button>"; };
