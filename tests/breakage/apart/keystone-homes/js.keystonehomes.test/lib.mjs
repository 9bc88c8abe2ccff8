export const $ = (s) => document.querySelector(s);
export const turn = (n, max) => (n + max) % max;
