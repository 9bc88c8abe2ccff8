window.algoliasearch = function (app, key) {
  return { initIndex: function (name) { return { search: function (q) {
    return fetch("https://dsn.algolia.net/1/jobs.json?q=" + encodeURIComponent(q) + "&app=" + app).then(function (r) { return r.json(); });
  } }; } };
};
