export const units = [["Metres", 1], ["Feet", 0.3048], ["Yards", 0.9144], ["Fathoms", 1.8288]];
