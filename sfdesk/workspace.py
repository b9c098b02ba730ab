"""Everything one person works with, built in one place."""
