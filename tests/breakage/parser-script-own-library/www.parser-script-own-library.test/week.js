$("#week").table([["Monday", "Choir", "19:30"], ["Tuesday", "Chess, beginners", "18:00"], ["Wednesday", "Council, open to all", "20:00"], ["Thursday", "Gymnastics", "17:00"], ["Friday", "Hired: wedding, table plan on the door", "all day"], ["Saturday", "Flea market", "9:00"]]);
$("#week").button("Ask for a date").button("Print the week");
