"""What we ask of an org, over simple-salesforce: timeouts, one token refresh, one error border."""

import re
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from decimal import Decimal
from email.utils import format_datetime
from functools import partial
from typing import TYPE_CHECKING, Any, TypeVar
from urllib.parse import urlsplit

from sfdesk.closing import Closing
from sfdesk.domain.orgs import OrgInfo, SobjectInfo
from sfdesk.domain.records import Kind, Record
from sfdesk.domain.sign_in_problems import problem
from sfdesk.errors import OrgError, OrgRefused, RecordGone, RecordLocked, SfdeskError
from sfdesk.i18n import _
from sfdesk.salesforce import borders, oauth, reading, soql, together
from sfdesk.salesforce.session import ApiSession, SignedIn
from sfdesk.salesforce.vault import Vault
from sfdesk.salesforce.view_filter import ViewFilter
from sfdesk.ticket import Ticket

if TYPE_CHECKING:
    from simple_salesforce.api import Salesforce

API_VERSION = "65.0"
"""The one that this was tested with; every org speaks all versions of many years."""

Json = str | int | float | bool | None
T = TypeVar("T")

_READ_PAUSES = (1.0, 2.0, 4.0)
_LOCK_PAUSES = (2.0, 2.0, 2.0)
_USAGE = re.compile(r"(?<!per-app-)api-usage=(\d+)/(\d+)")
_ALWAYS = ("Id", "SystemModstamp", "IsDeleted")


@dataclass(frozen=True, slots=True)
class Usage:
    """The company's API calls today, from the last reply; None before the first one."""

    used: int
    allowed: int


@dataclass(frozen=True, slots=True)
class Person:
    """Who is signed in, and where, as the org itself says it."""

    user_id: str
    username: str
    display_name: str
    org_id: str
    org_name: str
    is_sandbox: bool


class Org(Closing):
    """A session with one org. Not to be shared between threads; `close()` frees its connections.

    `pause` waits so many seconds between tries, in the place of a wait that can be cancelled.
    """

    def __init__(
        self,
        info: OrgInfo,
        vault: Vault,
        *,
        now: Callable[[], datetime],
        on_instance_url: Callable[[str], None] = lambda _url: None,
        pause: Callable[[float], None] | None = None,
    ) -> None:
        self.info = info
        self._now = now
        self._pause = pause
        self._session = ApiSession(SignedIn(info, vault, on_instance_url))
        self._client: Salesforce | None = None

    def close(self) -> None:
        """Close the connections."""
        self._session.close()

    @property
    def calls(self) -> int:
        """How many requests this session has sent."""
        return self._session.calls

    @property
    def usage(self) -> Usage | None:
        """The company's calls, from the last reply that told them."""
        last = self._session.last
        found = _USAGE.search(last.headers.get("Sforce-Limit-Info", "")) if last else None
        return Usage(int(found[1]), int(found[2])) if found else None

    def server_time(self) -> datetime:
        """The server's clock (the Date header of the last reply; asks once if there is none)."""
        if self._session.last is None:
            self._reading(lambda sf: sf.restful(""))
        last = self._session.last
        told = oauth.date_of(last) if last is not None else None
        return told if told is not None else self._now()

    def person(self) -> Person:
        """Ask who is signed in, and in which org. Raise OrgError, SignInNeeded."""
        said = self._reading(
            lambda sf: sf._call_salesforce(  # noqa: SLF001 - its oauth2() drops the reply's type
                "GET", f"{sf.oauth2_url}userinfo", name="userinfo"
            ).json()
        )
        orgs = self._query("SELECT Id, Name, IsSandbox FROM Organization LIMIT 1")["records"]
        org: Mapping[str, Any] = orgs[0] if orgs else {}
        return Person(
            user_id=str(said["user_id"]),
            username=str(said.get("preferred_username") or ""),
            display_name=str(said.get("name") or ""),
            org_id=str(said["organization_id"]),
            org_name=str(org.get("Name") or ""),
            is_sandbox=bool(org.get("IsSandbox")),
        )

    def describe(self, kind: Kind) -> SobjectInfo:
        """Ask what an object looks like to this user. Raise OrgError, SignInNeeded."""
        path = f"sobjects/{kind.sobject}/describe"
        described: Any = self._reading(lambda sf: sf.restful(path))
        return reading.schema(described)

    def get(self, path: str) -> Any:
        """Read a resource: its path below the version, or an address that a reply gave.

        Raise OrgError, SignInNeeded.
        """
        below = path.removeprefix(f"/services/data/v{API_VERSION}/")
        if below.startswith("/") or ":" in below.partition("?")[0]:
            raise problem("E29", details=_("It named no next page of its own."))
        return self._reading(lambda sf: sf.restful(below))

    def may_read(self, sobject: str) -> bool:
        """Tell whether this user may read an object at all. Raise OrgError, SignInNeeded."""
        try:
            self._reading(lambda sf: sf.restful(f"sobjects/{sobject}"))
        except OrgRefused as error:
            if error.code in reading.NOT_THERE:
                return False
            raise
        return True

    def pull(
        self,
        kind: Kind,
        fields: Sequence[str],
        ticket: Ticket,
        *,
        since: datetime | None = None,
        until: datetime | None = None,
        owner_id: str | None = None,
        role_id: str | None = None,
        view: ViewFilter | None = None,
        among: tuple[str, Sequence[str]] | None = None,
        deleted: bool | None = None,
    ) -> Iterator[tuple[list[Record], int]]:
        """Yield pages of records by SystemModstamp with the grand total.

        Deleted ones are included (`is_deleted`) when `since` is given, or as `deleted` says.
        `among` limits to records whose field is one of some ids. A cursor that expires while
        pages are read is opened anew behind the last record. Raise OrgError, SignInNeeded.
        """
        asked = tuple(dict.fromkeys((*_ALWAYS, *fields)))
        with_deleted = deleted if deleted is not None else since is not None
        while True:
            where = soql.conditions(
                kind,
                since=since,
                until=until,
                owner_id=owner_id,
                role_id=role_id,
                view=view,
                among=among,
            )
            query = soql.select(asked, kind, where)
            try:
                for page in self._pages(query, ticket, with_deleted=with_deleted):
                    now = self._now()
                    records = [reading.record(kind, raw, fields, now) for raw in page["records"]]
                    yield records, int(page["totalSize"])
                    since = records[-1].modstamp if records else since
            except OrgRefused as error:
                if error.code != "INVALID_QUERY_LOCATOR":
                    raise
            else:
                return

    def role(self) -> str | None:
        """Return the id of the user's role; None for a user without one."""
        rows = self._query(soql.role_of(self.info.user_id))["records"]
        return rows[0].get("UserRoleId") if rows else None

    def count(
        self,
        kind: Kind,
        *,
        owner_id: str | None = None,
        role_id: str | None = None,
        view: ViewFilter | None = None,
    ) -> int:
        """Count what this user can see; exactly. Raise OrgError, SignInNeeded."""
        where = soql.conditions(kind, owner_id=owner_id, role_id=role_id, view=view)
        query = soql.count(kind, where)
        return int(self._query(query)["totalSize"])

    def counts(self, *, owner_id: str | None = None, role_id: str | None = None) -> dict[Kind, int]:
        """Count both kinds in one call; one that may not be read counts as 0. Raise OrgError."""
        where = {kind: soql.conditions(kind, owner_id=owner_id, role_id=role_id) for kind in Kind}
        asked = [soql.count(kind, where[kind]) for kind in Kind]
        return dict(zip(Kind, map(reading.total, self.ask(asked)), strict=True))

    def ask(self, queries: Sequence[str]) -> list[Any]:
        """Ask up to five queries in one call; each gives its JSON, or the error it was refused.

        Raise OrgError, SignInNeeded where the whole call was refused.
        """
        return self.ask_together([together.query_path(query) for query in queries])

    def ask_together(self, paths: Sequence[str]) -> list[Any]:
        """Ask for several paths below `/services/data/vXX.X/` in one call; see `ask()`."""
        body = together.request(paths, API_VERSION)
        reply: Any = self._reading(lambda sf: sf.restful("composite", method="POST", json=body))
        return together.answers(reply, paths)

    def retrieve(self, kind: Kind, record_id: str, fields: Sequence[str]) -> Record:
        """Read one record now. Raise RecordGone."""
        asked = tuple(dict.fromkeys((*_ALWAYS, *fields)))
        where = soql.conditions(kind, among=("Id", (record_id,)))
        rows = self._query(soql.select(asked, kind, where, ordered=False))["records"]
        if not rows:
            raise RecordGone(
                _("This record is gone from Salesforce"),
                _("It was deleted, merged into another one, or you may no longer see it."),
                code="NOT_FOUND",
            )
        return reading.record(kind, rows[0], fields, self._now())

    def traces(self, kind: Kind, record_ids: Sequence[str]) -> dict[str, str | None]:
        """Return those that lie in the recycle bin, and what each was merged into (or None)."""
        return self.whereabouts(kind, record_ids)[0]

    def whereabouts(
        self, kind: Kind, record_ids: Sequence[str]
    ) -> tuple[dict[str, str | None], frozenset[str]]:
        """Return what `traces` does, and the ids of those that can be seen as ever."""
        where = soql.conditions(kind, among=("Id", record_ids))
        query = soql.select(("Id", "IsDeleted", "MasterRecordId"), kind, where, ordered=False)
        rows = self._query(query, with_deleted=True)["records"]
        deleted = {row["Id"]: row.get("MasterRecordId") for row in rows if row["IsDeleted"]}
        return deleted, frozenset(row["Id"] for row in rows if not row["IsDeleted"])

    def update(
        self,
        kind: Kind,
        record_id: str,
        values: Mapping[str, Json],
        *,
        unchanged_since: datetime | None = None,
        allow_duplicate: bool = False,
    ) -> None:
        """Write fields of one record, all or none.

        With `unchanged_since` Salesforce itself refuses (412) if a person saved the record after
        that second. A record that somebody else is saving is tried again three times. Raise
        OrgRefused, RecordGone, RecordLocked, OrgUnreachable (then nobody knows whether it arrived).
        """
        headers = {"If-Unmodified-Since": _http_date(unchanged_since)} if unchanged_since else {}
        if allow_duplicate:
            headers["Sforce-Duplicate-Rule-Header"] = "allowSave=true"
        path = f"sobjects/{kind.sobject}/{record_id}"
        for seconds in (*_LOCK_PAUSES, None):
            try:
                self._call(
                    lambda sf: sf.restful(path, method="PATCH", json=dict(values), headers=headers)
                )
            except RecordLocked:
                if seconds is None:
                    raise
                (self._pause or time.sleep)(seconds)
            else:
                return

    def _pages(
        self, query: str, ticket: Ticket, *, with_deleted: bool
    ) -> Iterator[Mapping[str, Any]]:
        ticket.check()
        page = self._query(query, with_deleted=with_deleted, wait=ticket.wait)
        while True:
            yield page
            ticket.check()
            if page.get("done", True):
                return
            following = str(page.get("nextRecordsUrl"))
            if not following.startswith("/services/data/"):
                raise problem("E29", details=_("It named no next page of its own."))
            page = self._reading(
                partial(_more, url=following),
                wait=ticket.wait,
            )

    def _query(
        self,
        query: str,
        *,
        with_deleted: bool = False,
        wait: Callable[[float], None] | None = None,
    ) -> Any:
        return self._reading(lambda sf: sf.query(query, include_deleted=with_deleted), wait=wait)

    def _reading(
        self, ask: Callable[["Salesforce"], T], *, wait: Callable[[float], None] | None = None
    ) -> T:
        """Ask something that can be asked twice: a passing failure is waited out a few times."""
        for seconds in _READ_PAUSES:
            try:
                return self._call(ask)
            except OrgError as error:
                if not _passes(error):
                    raise
                (self._pause or wait or time.sleep)(seconds)
        return self._call(ask)

    def _call(self, ask: Callable[["Salesforce"], T]) -> T:
        with borders.salesforce(self.info.instance_url):
            return ask(self._salesforce())

    def _salesforce(self) -> "Salesforce":
        """Build simple-salesforce's client; the session below it knows token and address."""
        from simple_salesforce.api import Salesforce  # noqa: PLC0415 - costs half a second

        if self._client is None:
            self._client = Salesforce(
                session_id="-",
                instance_url=f"https://{urlsplit(self.info.instance_url).netloc}",
                version=API_VERSION,
                session=self._session,
                parse_float=Decimal,
                object_pairs_hook=dict,
            )
        return self._client


def _more(client: "Salesforce", *, url: str) -> Any:
    return client.query_more(url, identifier_is_url=True)


def _passes(error: SfdeskError) -> bool:
    """Tell a failure that is over in a moment: a server's error, too many requests at once."""
    return error.code == "E29" or (error.code == "REQUEST_LIMIT_EXCEEDED" and _is_busy(error))


def _is_busy(error: SfdeskError) -> bool:
    return type(error) is OrgError


def _http_date(moment: datetime) -> str:
    return format_datetime(moment.astimezone(UTC).replace(microsecond=0), usegmt=True)
