window.OptanonActiveGroups = ",C0001,"; window.OptanonWrapper = function () {};
