window.qp = function () { (qp.q = qp.q || []).push(arguments); }; qp("track", "ViewContent");
