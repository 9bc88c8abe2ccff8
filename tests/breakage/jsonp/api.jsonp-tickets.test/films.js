programme([{ time: "17:30", title: "The Salt Road", seats: 41 }, { time: "19:45", title: "Two Winters", seats: 12 }, { time: "22:00", title: "Signal Box", seats: 66 }]);
