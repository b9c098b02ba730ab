"""The list of connected orgs, `orgs.json` in the config folder. No secret is in it."""

from sfdesk.domain.orgs import OrgInfo


def load() -> list[OrgInfo]:
    """Return the connected orgs in the order in which they were connected."""
    raise NotImplementedError


def put(info: OrgInfo) -> None:
    """Add an org, or replace the one with the same alias."""
    raise NotImplementedError


def remove(alias: str) -> None:
    """Take an org off the list; an unknown alias is no error."""
    raise NotImplementedError
