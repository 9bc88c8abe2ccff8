const mount = () => {
  document.getElementById("give").innerHTML = "<label>Amount<input value='30'></label><label>Card number<input inputmode='numeric'></label><label>Valid until<input></label><label>Code<input></label><button>Give</button>";
};
if (document.getElementById("give")) mount(); else addEventListener("DOMContentLoaded", mount);
