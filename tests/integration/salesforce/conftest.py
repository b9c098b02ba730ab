"""A practice org for each module, and a sign-in to it; a test that breaks things takes its own."""

from collections.abc import Iterator

import pytest

from tests.practice import Practice, practice


@pytest.fixture
def org_here() -> Iterator[Practice]:
    """A practice org of this test's own, small."""
    with practice(accounts=12, contacts_per_account=2) as made:
        yield made
