"""How a number is judged: progress, gaps and the race, as pure functions over tables."""
