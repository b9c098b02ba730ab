"""Recordings of real orgs lie beside a checkout, not in it; without them, nothing to test."""

from tests.integration import recordings

collect_ignore_glob = [] if recordings.folder() else ["test_recorded_*.py"]
