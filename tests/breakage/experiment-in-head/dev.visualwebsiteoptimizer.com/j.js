window.variant = 2;
