"""What the tour is given: where to sign in, and eyes and hands that are not SFDesk's own."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from sfdesk.ticket import Ticket
from sfdesk.workspace import Workspace


@dataclass(frozen=True, slots=True)
class Stage:
    """A Salesforce to tour, and an empty workspace that has never heard of it.

    `read_record` returns a record's fields as Salesforce holds them now; `edit_as_somebody_else`
    changes some of them as another user; `fill_crm` brings the team's own records in.
    """

    workspace: Workspace
    login: str
    client_id: str
    username: str
    password: str = field(repr=False)
    read_record: Callable[[str], Mapping[str, Any]]
    edit_as_somebody_else: Callable[[str, Mapping[str, object]], None]
    fill_crm: Callable[[Ticket], None]
