window.fbq = window.fbq || function () {}; new Image().src = "https://www.facebook.com/tr?id=11&ev=PageView";
