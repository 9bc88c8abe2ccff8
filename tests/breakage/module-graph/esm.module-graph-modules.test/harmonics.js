export const heights = (amplitudes) => [2, 8, 14, 20].map((hour) => ({
  hour,
  metres: amplitudes.reduce((sum, amplitude, index) => sum + amplitude * Math.cos((hour * Math.PI * (index + 1)) / 6), 3),
}));
