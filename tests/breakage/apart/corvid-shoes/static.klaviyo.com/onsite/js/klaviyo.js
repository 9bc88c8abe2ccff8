window._learnq = window._learnq || [];
window._learnq.push(["track", "Viewed Collection", location.pathname]);
