"""The vocabulary: what a plan promises, who reports it, for which period, and the tables that carry the answers."""
