pintrk.queue.forEach(function (c) { new Image().src = "https://ct.pinterest.com/v3/?event=" + c[0]; });
