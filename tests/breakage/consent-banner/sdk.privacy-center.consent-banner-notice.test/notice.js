const ask = () => {
  const bar = document.createElement("div");
  bar.style = "position: fixed; bottom: 0; left: 0; right: 0; padding: 12px 24px; background: #fff; border-top: 1px solid #999";
  bar.innerHTML = "May we remember that you were here, and which flowers you looked at? <button>You may</button> <button>Rather not</button>";
  document.body.append(bar);
};
if (document.body) ask(); else addEventListener("DOMContentLoaded", ask);
