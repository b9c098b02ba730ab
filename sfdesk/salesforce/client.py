"""What we ask of an org, over simple-salesforce: timeouts, one token refresh, one error border."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from sfdesk.domain.orgs import OrgInfo, SobjectInfo
from sfdesk.domain.records import Kind, Record
from sfdesk.salesforce.vault import Vault
from sfdesk.ticket import Ticket

Json = str | int | float | bool | None


@dataclass(frozen=True, slots=True)
class Usage:
    """The company's API calls today, from the last reply; None before the first one."""

    used: int
    allowed: int


class Org:
    """A session with one org. Not to be shared between threads."""

    def __init__(
        self,
        info: OrgInfo,
        vault: Vault,
        *,
        now: Callable[[], datetime],
        on_instance_url: Callable[[str], None] = lambda _url: None,
    ) -> None:
        raise NotImplementedError

    @property
    def calls(self) -> int:
        """How many requests this session has sent."""
        raise NotImplementedError

    @property
    def usage(self) -> Usage | None:
        raise NotImplementedError

    def server_time(self) -> datetime:
        """The server's clock (the Date header of the last reply; asks once if there is none)."""
        raise NotImplementedError

    def describe(self, kind: Kind) -> SobjectInfo:
        raise NotImplementedError

    def pull(
        self,
        kind: Kind,
        fields: Sequence[str],
        ticket: Ticket,
        *,
        since: datetime | None = None,
        until: datetime | None = None,
        owner_id: str | None = None,
    ) -> Iterator[tuple[list[Record], int]]:
        """Yield pages of records by SystemModstamp with the grand total; deleted ones included
        (`is_deleted`) when `since` is given."""
        raise NotImplementedError

    def count(self, kind: Kind, *, owner_id: str | None = None) -> int:
        raise NotImplementedError

    def retrieve(self, kind: Kind, record_id: str, fields: Sequence[str]) -> Record:
        """Read one record now. Raise RecordGone."""
        raise NotImplementedError

    def update(self, kind: Kind, record_id: str, values: Mapping[str, Json]) -> None:
        """Write fields of one record, all or none. Raise OrgRefused, RecordGone, RecordLocked."""
        raise NotImplementedError


# ruff: noqa: D102, D205, D209
