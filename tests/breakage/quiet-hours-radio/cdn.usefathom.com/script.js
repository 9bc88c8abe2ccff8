new Image().src = "https://cdn.usefathom.com/?p=" + encodeURIComponent(location.pathname);
