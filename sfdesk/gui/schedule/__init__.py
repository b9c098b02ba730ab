"""The refresh that comes by itself: the clock behind it, and the row that sets it."""
