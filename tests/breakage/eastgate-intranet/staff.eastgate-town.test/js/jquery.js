window.jQuery = window.$ = function (f) { if (typeof f === "function") { document.addEventListener("DOMContentLoaded", function () { f(window.jQuery); }); } return {}; };
