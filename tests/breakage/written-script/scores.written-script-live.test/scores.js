window.scores = ["Harwick 1, Osby 1", "Tarn 0, Lowmoor 2", "Brigg 3, Saltby 3", "Ellen 1, Marsk 0"];
