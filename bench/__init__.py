"""Side-by-side measurements: milepost, a peer, a floor, in one run. The ratios are the result, not the seconds."""
