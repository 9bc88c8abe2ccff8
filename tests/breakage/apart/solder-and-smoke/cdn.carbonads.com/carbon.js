document.getElementById("ad").insertAdjacentHTML("beforeend", "<div id='carbonads' style='background:#fff;padding:14px'>A meter that cannot be wired wrongly. <small>ads via Carbon</small></div>");
