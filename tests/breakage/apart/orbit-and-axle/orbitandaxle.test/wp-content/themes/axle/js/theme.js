jQuery(function ($) {
  $(".slider").slick({ autoplay: false, next: "Next story" });
});
