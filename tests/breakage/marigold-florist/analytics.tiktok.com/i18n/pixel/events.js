window.ttq && (window.ttq.loaded = true);
