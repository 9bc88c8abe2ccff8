const fill = () => {
  document.getElementById("booking").innerHTML = "<h3>Free tomorrow</h3><p><button>9:00 Beginners</button> <button>11:00 Children</button> <button>14:00 Telemark</button></p>";
};
if (document.getElementById("booking")) fill(); else addEventListener("DOMContentLoaded", fill);
