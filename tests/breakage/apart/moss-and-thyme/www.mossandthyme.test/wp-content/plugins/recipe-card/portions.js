jQuery(document).ready(function ($) {
  var n = 4;
  function show() {
    $("#portions").text(n);
    $(".amount").each(function () { $(this).text(Math.round(Number(this.getAttribute("data-base")) * n / 4 * 10) / 10); });
  }
  $(".more").on("click", function () { n += 1; show(); });
  $(".less").on("click", function () { if (n > 1) n -= 1; show(); });
});
