"""How much there is to be seen: one call for the role and four counts, one more for the team."""

from collections.abc import Mapping
from dataclasses import dataclass

from sfdesk.domain.records import Kind
from sfdesk.salesforce import reading, soql, together
from sfdesk.salesforce.client import Org


@dataclass(frozen=True, slots=True)
class Overview:
    """The user's role (None without one), the records of accounts they own, and all they see."""

    role_id: str | None
    own: Mapping[Kind, int]
    seen: Mapping[Kind, int]


def overview(org: Org) -> Overview:
    """Ask in one call. Raise OrgError, SignInNeeded; what may not be read counts as 0."""
    user_id = org.info.user_id
    queries = [soql.role_of(user_id)]
    for owner in (user_id, None):
        queries += [soql.count(kind, soql.conditions(kind, owner_id=owner)) for kind in Kind]
    role, *counts = org.ask(queries)
    own, seen = counts[: len(Kind)], counts[len(Kind) :]
    users = together.value(role)["records"]
    return Overview(
        users[0].get("UserRoleId") if users else None,
        dict(zip(Kind, map(reading.total, own), strict=True)),
        dict(zip(Kind, map(reading.total, seen), strict=True)),
    )
