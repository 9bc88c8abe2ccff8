fetch("/api/voices/k3d9.json").then((r) => r.json()).then((l) => { document.getElementById("voices").innerHTML = l.map((v) => `<p><b>${v[0]}</b><br>${v[1]}</p>`).join(""); });
document.getElementById("up").onclick = (e) => { e.target.textContent = "Good (2.1k and you)"; };
