window._learnq = window._learnq || [];
window._learnq.push(["track", "Viewed Product", { path: location.pathname }]);
