$(function () {
  $(".quote").on("click", function () { var p = this.parentNode; $("#answer textarea").val("[quote=" + $(p).find("b").text() + "]" + $(p).find(".text").text().trim() + "[/quote]\n"); $("#answer textarea")[0].focus(); });
  $(".reply").on("click", function () { $("#answer textarea")[0].focus(); });
});
