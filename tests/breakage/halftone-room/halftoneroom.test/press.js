(async () => {
  try {
    const { instance } = await WebAssembly.instantiateStreaming(fetch("https://bin.halftone-assets.test/v7/dots.wasm"));
    postMessage({ dots: Array.from({ length: 144 }, (_, i) => instance.exports.dot(i)) });
  } catch (error) { postMessage({ error: error.message }); }
})();
