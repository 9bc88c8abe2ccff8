window.seatweaver = { SeatingChart: function (o) {
  this.render = function () {
    var box = document.getElementById(o.divId), chosen = [];
    box.textContent = "Loading the plan...";
    fetch("https://api.seatweaver.test/events/lighthouse.json").then(function (r) { return r.json(); }).then(function (plan) {
      box.textContent = "";
      plan.rows.forEach(function (row) {
        var line = document.createElement("div"); line.append(row.name + " ");
        row.free.forEach(function (n) { var b = document.createElement("button"); b.textContent = n; b.style.cssText = "margin:3px;padding:6px 10px;background:#2a7;color:#fff;border:0"; b.onclick = function () { chosen.push(row.name + n); b.disabled = true; o.onChange(chosen); }; line.append(b); });
        box.append(line);
      });
    });
    return this;
  };
} };
