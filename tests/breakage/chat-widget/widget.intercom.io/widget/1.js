const open = () => {
  const box = document.createElement("div");
  box.style = "position: fixed; right: 20px; bottom: 20px; width: 260px; padding: 12px; border-radius: 12px; color: #fff; background: #17223b";
  box.innerHTML = "<p>Good day. Somebody is here until six.</p><textarea placeholder='Your question'></textarea> <button>Ask</button>";
  document.body.append(box);
};
if (document.body) open(); else addEventListener("DOMContentLoaded", open);
