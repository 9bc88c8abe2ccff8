window.createAuth0Client = function (o) { return fetch(o.issuer + "/oauth/token.json").then(function (r) { return r.json(); }).then(function (t) { return t.access_token; }); };
