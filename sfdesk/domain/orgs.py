"""The Salesforce organisations that a person connected, and what their objects look like."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from sfdesk.domain.list_views import ListView


class OrgKind(StrEnum):
    """How careful one has to be."""

    PRODUCTION = "production"
    SANDBOX = "sandbox"
    DEMO = "demo"


class Scope(StrEnum):
    """Which accounts are kept on this computer."""

    MINE = "mine"
    TEAM = "team"  # of everybody with the same role
    ALL = "all"
    LIST_VIEW = "list_view"  # that a filter saved in Salesforce shows


@dataclass(frozen=True, slots=True)
class OrgInfo:
    """One connected Salesforce, without its tokens.

    `alias` is what the person calls it. `org_id` and `user_id` have 18 characters. `login_url` is
    where the person signed in, `instance_url` where the API answered last. `list_view` is there if,
    and only if, `scope` is LIST_VIEW.
    """

    alias: str
    org_id: str
    org_name: str
    kind: OrgKind
    login_url: str
    instance_url: str
    client_id: str
    user_id: str
    username: str
    display_name: str
    may_push: bool
    scope: Scope
    connected_at: datetime
    signed_in: bool = True
    list_view: ListView | None = None


@dataclass(frozen=True, slots=True)
class FieldInfo:
    """One field as this user's describe gives it; a field that is absent cannot be seen at all."""

    name: str
    label: str
    type: str
    length: int = 0
    createable: bool = False
    updateable: bool = False
    nillable: bool = True
    restricted: bool = False
    picklist: tuple[tuple[str, str], ...] = ()  # value, label; active ones only


@dataclass(frozen=True, slots=True)
class SobjectInfo:
    """One object type as this user may see it."""

    name: str
    label: str
    createable: bool
    updateable: bool
    fields: Mapping[str, FieldInfo]
