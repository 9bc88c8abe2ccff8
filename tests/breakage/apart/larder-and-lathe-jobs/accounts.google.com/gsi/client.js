(function () { document.getElementById("signin").innerHTML = "<button style='background:#fff;color:#333;border:1px solid #ccc;border-radius:18px'>Sign in with Google</button>"; })();
