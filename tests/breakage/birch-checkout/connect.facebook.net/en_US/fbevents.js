fbq.queue.splice(0).forEach(function (call) { window._fbq_sent = (window._fbq_sent || 0) + 1; });
