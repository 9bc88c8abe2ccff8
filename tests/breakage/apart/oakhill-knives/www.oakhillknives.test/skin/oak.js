$(function () {
  $(".gallery").slick({ dots: true, infinite: true });
  $(".tab").hide(); $("#a").show();
  $(".tabs li").on("click", function () {
    $(".tab").hide(); $("#" + this.dataset.t).show();
    $(".tabs li").removeClass("on"); $(this).addClass("on");
  });
  $("#buy").on("submit", function (e) { e.preventDefault(); $("#n").text("1"); });
});
