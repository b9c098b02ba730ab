"""Review: one suggested link at a time, decided by a key."""
