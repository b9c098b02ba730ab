"""One searchable page; each change acts at once."""
