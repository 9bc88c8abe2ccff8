window.FS = function () { (FS.q = FS.q || []).push(arguments); }; FS("init", { orgId: "LL" });
