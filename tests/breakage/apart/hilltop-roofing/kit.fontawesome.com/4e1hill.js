(function () { var s = document.createElement("style"); s.textContent = '.fa-phone::before{content:"\\260E"}.fa-bars::before{content:"\\2630"}i{font-style:normal}'; document.head.append(s); })();
