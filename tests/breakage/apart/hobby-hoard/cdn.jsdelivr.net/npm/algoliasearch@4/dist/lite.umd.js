window.algoliasearch = function (app, key) {
  return { initIndex: function (name) { return { search: function (query, o) {
    return fetch("https://hh4-dsn.algolia.net/1/indexes/" + name + "/query.json?app=" + app + "&x=" + key + "&q=" + encodeURIComponent(query)).then(function (r) { return r.json(); });
  } }; } };
};
