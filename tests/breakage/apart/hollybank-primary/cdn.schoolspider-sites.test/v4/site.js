var SchoolSite = {
  slides: function (id, every) {
    var all = document.getElementById(id).children, at = 0;
    setInterval(function () { all[at].hidden = true; at = (at + 1) % all.length; all[at].hidden = false; }, every);
  }
};
