window.BP_RUM = { started: performance.now() };
