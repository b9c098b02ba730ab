"""The morning list."""
