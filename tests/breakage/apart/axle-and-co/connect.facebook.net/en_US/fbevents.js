fbq.queue.splice(0).forEach(function (c) { window._fbq_n = (window._fbq_n || 0) + 1; });
