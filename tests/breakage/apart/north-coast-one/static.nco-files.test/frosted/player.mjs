export class Player extends HTMLElement {
  async connectedCallback() {
    const media = this.dataset.media;
    try {
      const answer = await fetch(media);
      if (!answer.ok) throw new Error(answer.status);
      const found = await answer.json();
      const play = document.createElement("button");
      play.textContent = `Play, ${found.length}`;
      play.onclick = () => {
        const video = document.createElement("video");
        video.src = found.url;
        video.controls = video.autoplay = true;
        this.replaceChildren(video);
      };
      this.append(play);
    } catch {
      this.innerHTML = "<p>This content is not available at the moment. Please try again later.</p>";
    }
  }
}
