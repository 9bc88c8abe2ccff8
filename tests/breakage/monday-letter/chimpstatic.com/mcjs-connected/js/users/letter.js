setTimeout(function () { var a = new Image(); a.src = "https://chimpstatic.com/open.gif"; }, 1000);
