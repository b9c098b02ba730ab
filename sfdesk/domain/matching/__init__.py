"""Which records of two lists are the same customer or person, how sure that is, and why."""
