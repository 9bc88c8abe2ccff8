fetch("https://matomo.eastgatelibrary.test/matomo.php?action=view", { method: "POST", keepalive: true, body: "" }).catch(() => {});
