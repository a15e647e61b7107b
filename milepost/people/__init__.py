"""Who works with milepost, and what each may do. Pure: imports nothing of ours but errors."""
