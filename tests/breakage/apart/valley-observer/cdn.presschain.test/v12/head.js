document.documentElement.className += " js"; window.presschain = { title: "valley", section: "home", ready: [] };
