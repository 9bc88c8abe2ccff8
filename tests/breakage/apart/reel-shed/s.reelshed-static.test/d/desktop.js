(function () {
  var root = document.getElementById("root");
  var head = "<header class='header'><a class='logo' href='/'>Reel Shed</a><input placeholder='Search'><button>Upload</button><button>Sign in</button></header>";
  fetch("https://api.reelshed.test/v1/watch.json").then(function (r) { return r.json(); }).then(function (d) {
    document.title = d.title + " - Reel Shed";
    root.innerHTML = head + "<div class='container cols'><main><div class='screen'><video controls poster='" + d.poster + "'></video></div><h1>" + d.title + "</h1><p class='meta'>" + d.views + " views, by " + d.by + "</p><p>" + d.text + "</p><button>Like</button> <button>Share</button></main><aside>" + d.next.map(function (n) { return "<div class='next'><img src='" + n.thumb + "' width='140' height='80' alt=''><div><b>" + n.title + "</b><br>" + n.length + "</div></div>"; }).join("") + "</aside></div>";
    var video = root.querySelector("video");
    if (window.Hls && Hls.isSupported()) { var hls = new Hls(); hls.loadSource(d.stream); hls.attachMedia(video); }
  }).catch(function () { root.innerHTML = head + "<div class='container'><h1>No connection</h1><button onclick='location.reload()'>Retry</button></div>"; });
})();
