"""Bulk API 2.0: query and ingest jobs that work in the background and keep their results."""
