// A page remembers the first 250 things that it loaded, unless it is asked to
// remember more. Without this a large page that comes from the cache would be
// known in part only.
performance.setResourceTimingBufferSize(2500);
