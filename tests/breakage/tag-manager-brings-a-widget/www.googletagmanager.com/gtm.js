const box = document.createElement("script");
box.src = "https://book.tag-manager-brings-a-widget-slots.test/box.js";
document.head.append(box);
