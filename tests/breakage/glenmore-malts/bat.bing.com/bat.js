window.UET = function (o) { this.q = o.q || []; this.push = function (x) { this.q.push(x); }; };
