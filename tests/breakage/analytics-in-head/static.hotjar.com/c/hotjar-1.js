window.hj = (...what) => { (hj.q = hj.q || []).push(what); };
