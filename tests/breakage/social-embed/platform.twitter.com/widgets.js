for (const post of document.querySelectorAll(".post")) {
  post.insertAdjacentHTML("beforeend", "<p>Natural History, 3 hours ago: it took four people, a ladder and eleven brushes.</p><p><button>Like</button> <button>Answer</button></p>");
}
