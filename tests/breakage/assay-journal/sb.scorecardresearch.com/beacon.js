new Image().src = "https://sb.scorecardresearch.com/p?c1=2";
