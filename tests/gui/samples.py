"""Plain rows for windows, and a workspace that gives them out: no store, no network, no keyring."""

from collections.abc import Callable, Sequence
from datetime import UTC, datetime, timedelta

from sfdesk.actions import browsing, pushing, syncing, undoing
from sfdesk.actions.browsing import LinkState, Row
from sfdesk.actions.cases import Review
from sfdesk.actions.connecting import Login, SignIn
from sfdesk.actions.learning import Lookback
from sfdesk.actions.match_requests import MatchReport
from sfdesk.actions.scoping import ScopeChoice
from sfdesk.domain.links import Decision, Outcome
from sfdesk.domain.list_views import ListView
from sfdesk.domain.matching.asking import Sampled
from sfdesk.domain.matching.suggestions import Band, Learned, Lesson
from sfdesk.domain.orgs import OrgInfo, OrgKind, Scope
from sfdesk.domain.records import CrmRecord, Kind, Record
from sfdesk.errors import ConnectError, SfdeskError, UnknownId
from sfdesk.salesforce.vault import SessionVault
from sfdesk.store.cache import Run
from sfdesk.store.crm import Batch, BatchState, Verb
from sfdesk.ticket import Ticket
from sfdesk.workspace import Workspace

NOW = datetime(2026, 11, 20, 9, 30, tzinfo=UTC)

ACME = OrgInfo(
    alias="acme",
    org_id="00D000000000001AAA",
    org_name="Acme GmbH",
    kind=OrgKind.PRODUCTION,
    login_url="https://acme.my.salesforce.com",
    instance_url="https://acme.my.salesforce.com",
    client_id="client",
    user_id="005000000000001AAA",
    username="anna@acme.example",
    display_name="Anna Berg",
    may_push=False,
    scope=Scope.MINE,
    connected_at=NOW - timedelta(days=30),
)


def row(
    number: int,
    name: str,
    *,
    kind: Kind = Kind.ACCOUNT,
    link: LinkState = LinkState.UNLINKED,
    city: str = "",
    country: str = "",
    website: str = "",
    email: str = "",
    phone: str = "",
    title: str = "",
    account: str = "",
    owner: str = "Anna Berg",
    crm_id: str = "",
    minutes: int = 4,
) -> Row:
    prefix = "001" if kind is Kind.ACCOUNT else "003"
    shown = f"{name} {city} {country} {website} {email} {phone} {title} {account} {owner}"
    return Row(
        kind=kind,
        record_id=f"{prefix}{number:012d}AAA",
        crm_id=crm_id,
        name=name,
        link=link,
        owner=owner,
        city=city,
        country=country,
        website=website,
        email=email,
        phone=phone,
        title=title,
        account=account,
        pulled_at=NOW - timedelta(minutes=minutes),
        merged_into="",
        searchable=shown.lower(),
    )


ACCOUNTS = (
    row(1, "Alba Logistik GmbH", city="Bremen", country="Germany", website="alba-logistik.example"),
    row(
        2,
        "Delta Fisheries Ltd",
        city="Aberdeen",
        country="United Kingdom",
        website="deltafish.example",
        link=LinkState.LINKED,
        crm_id="A-000002",
    ),
    row(
        3,
        "Kappa Instruments",
        city="Lyon",
        country="France",
        website="kappa.example",
        link=LinkState.DELETED,
        crm_id="A-000003",
    ),
    row(4, "Norda Werke AG", city="Hamburg", country="Germany", website="norda.example"),
    row(
        5,
        "Nordwind AG",
        city="Hamburg",
        country="Germany",
        website="nordwind-energie.example",
        phone="+49 40 5550 199",
        link=LinkState.LINKED,
        crm_id="A-000005",
    ),
    row(6, "Nordwind Wind Oy", city="Helsinki", country="Finland", website="nordwind.example"),
    row(
        7, "Orion Freight", city="London", country="United Kingdom", owner="Ben Ito", minutes=2_900
    ),
)

CONTACTS = (
    row(
        1,
        "Carla Mendes",
        kind=Kind.CONTACT,
        account="Nordwind AG",
        title="Head of Operations",
        email="carla.mendes@nordwind-energie.example",
        phone="+49 40 5550 120",
        link=LinkState.LINKED,
        crm_id="C-000001",
    ),
    row(
        2,
        "Jonas Reuter",
        kind=Kind.CONTACT,
        account="Nordwind AG",
        title="Buyer",
        email="j.reuter@nordwind-energie.example",
    ),
    row(
        3,
        "Maeve Quinn",
        kind=Kind.CONTACT,
        account="Delta Fisheries Ltd",
        title="Managing Director",
        email="maeve@deltafish.example",
    ),
)

ACTIVITY = (
    Batch(
        "b-4",
        Verb.PUSH,
        BatchState.DONE,
        NOW - timedelta(minutes=12),
        "anna",
        ACME.org_id,
        "Nordwind AG: Phone, Website",
    ),
    Batch(
        "b-3",
        Verb.IMPORT,
        BatchState.DONE,
        NOW - timedelta(hours=2),
        "anna",
        ACME.org_id,
        "9 accounts and 35 contacts",
    ),
    Batch(
        "b-2",
        Verb.DECIDE,
        BatchState.UNDONE,
        NOW - timedelta(hours=20),
        "anna",
        ACME.org_id,
        "Linked Delta Fisheries Ltd",
    ),
    Batch(
        "b-1",
        Verb.LOAD,
        BatchState.DONE,
        NOW - timedelta(days=3),
        "anna",
        "",
        "300 accounts from crm.csv",
    ),
)


TAUGHT = Learned(
    (
        Lesson("name", "Name", (-2.8, 9.6), (-3.1, 10.4), 1.12, 42),
        Lesson("phone", "Phone", (-3.5, 9.2), (-2.2, 8.1), 0.81, 31),
        Lesson("domain", "Web", (-2.8, 7.5), (-3.4, 7.9), 1.24, 38),
        Lesson("place", "Address", (-4.5, 6.6), (-4.1, 7.2), 1.0, 40),
    ),
    accepted=33,
    rejected=9,
    before=0.912,
    after=0.957,
)


VIEWS = (
    ListView("00B000000000001", "All Accounts", "AllAccounts"),
    ListView("00B000000000002", "My Accounts", "MyAccounts"),
    ListView("00B000000000003", "My Renewals", "My_Renewals"),
    ListView("00B000000000004", "Twin", "Twin_One"),
    ListView("00B000000000005", "Twin", "Twin_Two"),
    ListView("00B000000000006", "Without a query", "Without", usable=False),
)


class PlainWorkspace(Workspace):
    """Gives out plain rows and remembers what it was asked for."""

    def __init__(self, *orgs: OrgInfo) -> None:
        super().__init__(vault=SessionVault(), now=lambda: NOW)
        self.known = list(orgs)
        self.accounts: Sequence[Row] = ACCOUNTS
        self.contacts: Sequence[Row] = CONTACTS
        self.steps: list[Batch] = list(ACTIVITY)
        self.ran_at = NOW - timedelta(minutes=4)
        self.kept: tuple[str, ...] = ()
        self.reads = self.matched = 0
        self.match_report = MatchReport()
        self.taught = TAUGHT
        self.views: tuple[ListView, ...] | SfdeskError = VIEWS
        self.unreadable: dict[str, SfdeskError] = {}
        self.asked: list[str] = []
        self.logins: list[tuple[str, str]] = []
        self.sync_work: Callable[[Ticket], None] = lambda ticket: ticket.progress("accounts", 5, 7)

    def orgs(self) -> list[OrgInfo]:
        return list(self.known)

    def _keep(self, info: OrgInfo) -> OrgInfo:
        self.known = [i for i in self.known if i.alias != info.alias] + [info]
        return info

    def list_views(self, alias: str = "") -> tuple[ListView, ...]:
        self.asked.append("list views")
        if isinstance(self.views, SfdeskError):
            raise self.views
        return self.views

    def count_list_view(self, view: ListView, alias: str = "") -> ScopeChoice:
        self.asked.append(f"count {view.name}")
        if view.id in self.unreadable:
            raise self.unreadable[view.id]
        return ScopeChoice(Scope.LIST_VIEW, view.name, 86, 6, 430, view)

    def begin_sign_in(self, login: Login, *, timeout: float = 300, listen: bool = True) -> SignIn:
        self.logins.append((login.address, login.client_id))
        raise ConnectError("Not here", "This workspace signs in nowhere.")

    def sync(self, ticket: Ticket, alias: str = "", *, full: bool = False) -> syncing.SyncReport:
        self.asked.append("sync full" if full else "sync")
        self.sync_work(ticket)
        self.ran_at = NOW
        counts = {Kind.ACCOUNT: len(self.accounts), Kind.CONTACT: len(self.contacts)}
        return syncing.SyncReport(
            at=NOW,
            seconds=1.2,
            pulled=counts,
            deleted={},
            total=counts,
            calls=4,
            calls_left=9_870,
            full=full,
        )

    def review(self, kind: Kind, ticket: Ticket, alias: str = "") -> Review:
        return Review(kind, (), linked=0, later=0, bands=dict.fromkeys(Band, 0))

    def learned(self, kind: Kind, ticket: Ticket, alias: str = "") -> Lookback:
        return Lookback(self.taught, {"likely": Sampled(11, 12), "certain": Sampled(4, 4)})

    def forget_learned(self, alias: str = "") -> str:
        self.asked.append("forget")
        self.taught = Learned(self.taught.lessons)
        return "b-5"

    def unlink(self, kind: Kind, crm_id: str, alias: str = "", *, reason: str = "") -> Decision:
        self.asked.append(f"unlink {crm_id} {reason}".strip())
        return Decision("b-6", kind, crm_id, "", Outcome.NOT_SAME, NOW)

    def match(self, ticket: Ticket, alias: str = "", *, anew: bool = False) -> MatchReport:
        self.matched += 1
        return self.match_report

    def home(self, alias: str = "") -> browsing.Home:
        linked = {
            kind: sum(r.link is LinkState.LINKED for r in rows)
            for kind, rows in ((Kind.ACCOUNT, self.accounts), (Kind.CONTACT, self.contacts))
        }
        return browsing.Home(
            accounts=len(self.accounts),
            contacts=len(self.contacts),
            crm_accounts=5,
            crm_contacts=3,
            linked=linked,
            broken=tuple(r for r in self.accounts if r.link is LinkState.DELETED),
            last_run=Run(self.ran_at, 1.2, {}, {}, 4, 9_870),
            activity=tuple(self.steps),
        )

    def rows(self, kind: Kind, alias: str = "") -> tuple[Row, ...]:
        self.reads += 1
        return tuple(self.accounts if kind is Kind.ACCOUNT else self.contacts)

    def detail(self, record_id: str, alias: str = "") -> browsing.Detail:
        known = {r.record_id: r for r in (*self.accounts, *self.contacts)}
        if record_id not in known:
            raise UnknownId("No such record", "Refresh the list.")
        shown = known[record_id]
        record = Record(shown.kind, record_id, {"Name": shown.name}, NOW, shown.pulled_at)
        crm = None
        if shown.crm_id:
            crm = CrmRecord(shown.kind, shown.crm_id, {"name": shown.name}, NOW)
        pairs = (
            ("Name", shown.name, shown.name if crm else ""),
            ("Website", shown.website, f"www.{shown.website}" if crm else ""),
            ("Phone", shown.phone, "+49 40 5550 123" if crm else ""),
            ("City", shown.city, shown.city if crm else ""),
        )
        rows = tuple(
            browsing.DetailRow(label, there, here, bool(crm) and there != here)
            for label, there, here in pairs
        )
        return browsing.Detail(
            record, crm, rows, tuple(c for c in self.contacts if c.account == shown.name)
        )

    def activity(self, *, most: int = 200) -> list[Batch]:
        return self.steps[:most]

    def undo(self, batch_id: str, alias: str = "") -> undoing.UndoReport:
        self.asked.append(f"undo {batch_id}")
        return undoing.UndoReport("b-9", batch_id, "Took it back", self.kept)

    def plan_push(
        self, crm_id: str, alias: str = "", *, kind: Kind | None = None
    ) -> pushing.PushPlan:
        raise UnknownId("Not linked", "Link it first.")

    def disconnect(self, alias: str, *, erase: bool = False) -> tuple[str, ...]:
        self.asked.append(f"disconnect {alias}{' erase' if erase else ''}")
        self.known = [info for info in self.known if info.alias != alias]
        return ("Signed out.",)
