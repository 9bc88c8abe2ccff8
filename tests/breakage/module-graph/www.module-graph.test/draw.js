export const draw = (box, heights) => {
  box.innerHTML = heights.map(({ hour, metres }) => `<div><b>${hour}:00</b><br>${metres.toFixed(1)} m</div>`).join("");
};
