document.querySelectorAll(".box").forEach((b) => { const x = document.createElement("button"); x.textContent = "Hide"; x.style.float = "right"; x.onclick = () => b.remove(); b.prepend(x); });
