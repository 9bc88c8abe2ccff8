jQuery(function ($) {
  $(".has-sub").on("mouseenter", function () { this.classList.add("open"); });
  $(".has-sub").on("mouseleave", function () { this.classList.remove("open"); });
});
