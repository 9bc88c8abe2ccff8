const books = [["Atlas of Winds", "Room 2", "in"], ["Bees and their Keepers", "Room 1", "lent"], ["Bridges of the North", "Room 2", "in"], ["A Grammar of Knots", "Desk", "in"], ["Salt", "Room 3", "lent"], ["The Slow Train", "Room 1", "in"]];
view("#view", (element) => element("section", {},
  element("input", { placeholder: "Title or author" }),
  element("table", {}, ...books.map((book) => element("tr", {}, ...book.map((cell) => element("td", {}, cell)))))));
