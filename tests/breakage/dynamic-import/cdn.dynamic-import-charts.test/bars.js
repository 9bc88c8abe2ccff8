export const bars = (box, values) => {
  for (const [name, value] of Object.entries(values)) {
    const bar = document.createElement("div");
    bar.textContent = `${name} ${value}`;
    bar.style = `width: ${value}%; margin: 4px 0; padding: 6px; color: white; background: #0f6f72`;
    box.append(bar);
  }
};
