window.olb = {
  seal: function (text) { return btoa(unescape(encodeURIComponent(text))); },
  on: function (id, type, then) { document.getElementById(id).addEventListener(type, then); }
};
