const answer = await fetch("https://cdn.content-service-content.test/spaces/north/story.json");
const { title, picture, paragraphs } = await answer.json();
const article = document.getElementById("story");
article.innerHTML = `<h2>${title}</h2><figure><img src="${picture}" width="560" height="260" alt=""></figure>` + paragraphs.map((text) => `<p>${text}</p>`).join("");
