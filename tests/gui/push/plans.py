"""Plain push plans for the tests of the push window: an invented customer, no org and no store."""

from datetime import UTC, datetime

from sfdesk.actions.pushing import PushPlan
from sfdesk.domain.diffing import Change, State
from sfdesk.domain.mapping import FieldPair, Way
from sfdesk.domain.orgs import OrgInfo, OrgKind, Scope
from sfdesk.domain.records import CrmRecord, Kind, Record, Value

NOW = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)
_CRM = {
    "Phone": "phone",
    "Website": "website",
    "NumberOfEmployees": "employees",
    "BillingCity": "city",
    "Tier__c": "tier",
    "Industry": "industry",
    "Renewal_Date__c": "renewal_date",
    "Description": "description",
}


def org(*, may_push: bool = True, kind: OrgKind = OrgKind.PRODUCTION) -> OrgInfo:
    return OrgInfo(
        alias="acme",
        org_id="00D000000000001EAA",
        org_name="Acme GmbH",
        kind=kind,
        login_url="http://localhost:1",
        instance_url="http://localhost:1",
        client_id="client",
        user_id="005000000000001AAA",
        username="anna@acme.example",
        display_name="Anna Berg",
        may_push=may_push,
        scope=Scope.MINE,
        connected_at=NOW,
    )


def change(
    name: str, label: str, base: Value, theirs: Value, ours: Value, state: State, reason: str = ""
) -> Change:
    pair = FieldPair(Kind.ACCOUNT, name, _CRM[name], Way.BOTH)
    return Change(pair, label, base, theirs, ours, state, reason)


PHONE = change(
    "Phone", "Phone", "+49 40 5550 123", "+49 40 5550 123", "+49 40 5550 199", State.PUSH
)
WEBSITE = change("Website", "Website", None, None, "nordwind-energie.example", State.PUSH)
EMPLOYEES = change("NumberOfEmployees", "Employees", 120, 135, 128, State.CONFLICT)
CITY = change("BillingCity", "Billing City", "Hamburg", "Bremen", "Hamburg", State.KEEP)
INDUSTRY = change("Industry", "Industry", "Energy", "Energy", None, State.BLANK)
TIER = change(
    "Tier__c", "Tier", "B", "B", "A", State.READ_ONLY, "You may not change Tier in Salesforce"
)
SAME = change("Description", "Description", "Wind farms", "Wind farms", "Wind farms", State.SAME)
EVERY = (PHONE, WEBSITE, EMPLOYEES, CITY, INDUSTRY, TIER, SAME)


def plan(*changes: Change, info: OrgInfo | None = None) -> PushPlan:
    kept = changes or EVERY
    crm = CrmRecord(Kind.ACCOUNT, "A-000007", {"name": "Nordwind AG"}, NOW)
    live = Record(Kind.ACCOUNT, "001000000000007AAA", {"Name": "Nordwind AG"}, NOW, NOW)
    ticked = frozenset(c.field for c in kept if c.state is State.PUSH)
    return PushPlan(info or org(), Kind.ACCOUNT, crm, live, kept, NOW, ticked, {})
