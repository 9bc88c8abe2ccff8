addEventListener("error", ({ message }) => { window.seen = message; });
