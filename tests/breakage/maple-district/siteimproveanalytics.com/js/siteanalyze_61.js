window._sz = window._sz || []; _sz.push(["trackpage", location.pathname]);
