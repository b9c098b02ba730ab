"""A program of its own that renews one rotating sign-in again and again. Run by the tests.

Arguments: how often, then the org as JSON. Prints what it counted and renewed as JSON.
"""

import json
import sys
from datetime import UTC, datetime

from sfdesk.domain.orgs import OrgInfo, OrgKind, Scope
from sfdesk.domain.records import Kind
from sfdesk.salesforce.client import Org
from sfdesk.salesforce.session import SignedIn
from sfdesk.salesforce.vault import keyring_vault


def _now() -> datetime:
    return datetime.now(UTC)


def main() -> None:
    raw = json.loads(sys.argv[2])
    info = OrgInfo(
        **{
            **raw,
            "kind": OrgKind(raw["kind"]),
            "scope": Scope(raw["scope"]),
            "connected_at": datetime.fromisoformat(raw["connected_at"]),
        }
    )
    vault = keyring_vault()
    signed_in = SignedIn(info, vault, lambda _url: None)
    seen = set()
    for _ in range(int(sys.argv[1])):
        fresh = signed_in.renew(vault.access.get(info.org_id, info.user_id))
        seen.add(fresh.token.reveal())
        with Org(info, vault, now=_now) as org:
            assert org.count(Kind.ACCOUNT) > 0
    print(json.dumps({"renewed": len(seen)}))


if __name__ == "__main__":
    main()
