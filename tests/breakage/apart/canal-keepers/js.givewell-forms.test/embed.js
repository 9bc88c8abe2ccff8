(function () {
  window.GiveWell = {
    mount: function (where, o) {
      var box = document.querySelector(where);
      box.innerHTML = "<h2>Your gift</h2><p>" + o.amounts.map(function (a) { return "<label><input type='radio' name='a' value='" + a + "'> " + a + "</label>"; }).join(" ") + "</p><p><input placeholder='Other amount'></p><p><input placeholder='Number of your card'></p><p><label><input type='checkbox'> every month</label></p><button>Give " + o.currency + "</button>";
      box.querySelector("button").onclick = function () { box.innerHTML = "<h2>Thank you</h2><p>A letter is on its way.</p>"; };
    }
  };
})();
