const words = ["lamp", "river", "stone", "quay", "onion", "bell"];
