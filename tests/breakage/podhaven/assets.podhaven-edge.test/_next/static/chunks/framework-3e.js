self.__pages = { hydrate: function (view) { var root = document.getElementById("__next"); view(root, JSON.parse(document.getElementById("__NEXT_DATA__").textContent).props); } };
