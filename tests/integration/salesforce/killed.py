"""A program of its own that syncs until it is killed. Run by the tests.

Arguments: the cache file, the org as JSON; the access token comes through the standard input.
"""

import json
import sys
from datetime import UTC, datetime
from pathlib import Path

from sfdesk.actions.syncing import sync
from sfdesk.domain.mapping import DEFAULT_MAPPING
from sfdesk.domain.orgs import OrgInfo, OrgKind, Scope
from sfdesk.errors import Secret
from sfdesk.salesforce.client import Org
from sfdesk.salesforce.vault import Access, SessionVault
from sfdesk.store.cache import Cache
from sfdesk.ticket import Ticket


def org_of(text: str) -> OrgInfo:
    """Read an org as the tests hand it over."""
    raw = json.loads(text)
    return OrgInfo(
        **{
            **raw,
            "kind": OrgKind(raw["kind"]),
            "scope": Scope(raw["scope"]),
            "connected_at": datetime.fromisoformat(raw["connected_at"]),
        }
    )


def main() -> None:
    info = org_of(sys.argv[2])
    vault = SessionVault()
    token = Secret(sys.stdin.read())
    vault.access.put(info.org_id, info.user_id, Access(token, info.instance_url))
    with (
        Cache(Path(sys.argv[1])) as cache,
        Org(info, vault, now=lambda: datetime.now(UTC)) as org,
    ):
        sync(org, cache, DEFAULT_MAPPING, Ticket(), now=lambda: datetime.now(UTC))


if __name__ == "__main__":
    main()
