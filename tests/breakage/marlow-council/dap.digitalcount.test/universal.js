new Image().src = "https://dap.digitalcount.test/px.gif?p=" + location.pathname;
