"""Fills a new org: its people, then customers from the shipped sample, then generated ones."""

import csv
import sqlite3
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from random import Random
from typing import Any

from sfdesk.practice import ids, list_views, moments, scale, tables
from sfdesk.practice.files import resources
from sfdesk.practice.options import Options
from sfdesk.practice.org import Org
from sfdesk.practice.schema.objects import Schema
from sfdesk.practice.schema.people import ORGANIZATION

Row = dict[str, Any]
PASSWORD = "practice1"  # noqa: S105 - printed on the start page; the org is on loopback
COMPANY = "Acme GmbH"
PEOPLE = (
    ("anna.berg@acme.example", "Anna", "Berg", "Customer Success"),
    ("ben.ito@acme.example", "Ben", "Ito", "Customer Success"),
    ("julie.roux@acme.example", "Julie", "Roux", "Read Only"),
    ("mara.lind@acme.example", "Mara", "Lind", "Regional Sales"),
    ("sales-ops@acme.example", "Sales", "Ops", "Sales Operations"),
    ("admin@acme.example", "Ada", "Moreau", "System Administrator"),
)
TYPES = (("Account", "Customer"), ("Opportunity", "Renewal"), ("Case", "Support"))


def made(options: Options) -> Org:
    """Return the org of the options: the one in the state file, or a new one.

    Raise ValueError for a state file that is none.
    """
    if options.state is not None and not options.state.exists():
        _make_file(options, options.state)
    try:
        org = Org(Schema(), options.state)
    except sqlite3.DatabaseError as error:
        raise ValueError(f"{options.state}: {error}") from None
    if options.state is not None:
        org.recall()
    else:
        with org.writing():
            _fill(org, options)
        org.counters = tables.counters(org.db, org.schema)
    return org


def _make_file(options: Options, state: Path) -> None:
    """Fill a new file under another name, without a journal, and index it last."""
    unfinished = state.with_name(state.name + ".unfinished")
    unfinished.unlink(missing_ok=True)
    org = Org(Schema(), unfinished, indexed=False)
    try:
        org.run("PRAGMA journal_mode = OFF")
        org.run("PRAGMA synchronous = OFF")
        with org.writing():
            _fill(org, options)
        for each in org.schema.objects.values():
            tables.index(org.db, each)
    finally:
        org.close()
    unfinished.replace(state)


def sign_ins(org: Org) -> tuple[tuple[str, str, str], ...]:
    """Return who may sign in: (username, password, profile)."""
    rows = org.rows(
        'SELECT u."Username", p.password, f."Name" FROM practice_password p '
        'JOIN "User" u ON u."Id" = p.user_id JOIN "Profile" f ON f."Id" = u."ProfileId" '
        "ORDER BY u.rowid"
    )
    return tuple((row[0], row[1], row[2]) for row in rows)


def _fill(org: Org, options: Options) -> None:
    now = datetime.now(UTC).replace(microsecond=0)
    _people(org, now - timedelta(days=400), options.seed)
    users = [row[0] for row in org.rows('SELECT "Id" FROM "User" ORDER BY rowid')]
    accounts = list(_accounts(options, now, users))
    insert(org, "Account", accounts)
    contacts = list(_contacts(options, now, accounts))
    insert(org, "Contact", contacts)
    list_views.fill(org, now - timedelta(days=400), users)
    scale.activities(org, now, Random(options.seed))  # noqa: S311 - sample data
    more = options.accounts - sum(not each["IsDeleted"] for each in accounts)
    if more > 0:
        wanted = scale.Wanted(more, options.contacts_per_account, now, users, options.seed)
        scale.generate(org, wanted)


def insert(org: Org, sobject: str, rows: list[Row]) -> None:
    """Write rows that all have the same keys."""
    if not rows:
        return
    names = ", ".join(f'"{name}"' for name in rows[0])
    marks = ", ".join("?" * len(rows[0]))
    org.db.executemany(
        f'INSERT INTO "{sobject}" ({names}) VALUES ({marks})',
        [tuple(each.values()) for each in rows],
    )


def _audit(stamp: str, user: str, created: str | None = None) -> Row:
    return {
        "CreatedDate": created or stamp,
        "CreatedById": user,
        "LastModifiedDate": stamp,
        "LastModifiedById": user,
        "SystemModstamp": stamp,
    }


def _people(org: Org, then: datetime, seed: int) -> None:
    stamp = moments.stamp(then)
    admin = ids.make("005", len(PEOPLE))
    audit = _audit(stamp, admin)
    profiles = {name: ids.make("00e", at + 1) for at, name in enumerate(org.profiles)}
    insert(
        org,
        "Profile",
        [
            {"Id": key, "Name": name, "UserType": "Standard", **audit}
            for name, key in profiles.items()
        ],
    )
    insert(org, "User", [_user(at, each, profiles, audit) for at, each in enumerate(PEOPLE)])
    for at in range(len(PEOPLE)):
        org.run("INSERT INTO practice_password VALUES (?, ?)", (ids.make("005", at + 1), PASSWORD))
    number = Random(seed).randrange(62**4, 62**5)  # noqa: S311 - tells orgs apart, no more
    insert(org, "Organization", [_organization(ids.make("00D", number), audit)])
    insert(
        org,
        "RecordType",
        [
            {"Id": ids.make("012", at + 1), "Name": name, "DeveloperName": name,
             "SobjectType": kind, "IsActive": 1, "IsPersonType": 0, **audit}
            for at, (kind, name) in enumerate(TYPES)
        ],
    )  # fmt: skip
    insert(
        org,
        "Group",
        [{"Id": ids.make("00G", 1), "Name": "Support queue", "DeveloperName": "Support_queue",
          "Type": "Queue", **audit}],
    )  # fmt: skip


def _user(at: int, person: tuple[str, ...], profiles: dict[str, str], audit: Row) -> Row:
    username, first, last, profile = person
    return {
        "Id": ids.make("005", at + 1),
        "Username": username,
        "FirstName": first,
        "LastName": last,
        "Name": f"{first} {last}",
        "CompanyName": COMPANY,
        "Email": username,
        "Alias": (first[0] + last).lower()[:8],
        "CommunityNickname": f"{first}.{last}".lower(),
        "IsActive": 1,
        "TimeZoneSidKey": "GMT",
        "LocaleSidKey": "en_GB",
        "LanguageLocaleKey": "en_US",
        "EmailEncodingKey": "UTF-8",
        "ReceivesInfoEmails": 0,
        "ReceivesAdminInfoEmails": 0,
        "UserType": "Standard",
        "ProfileId": profiles[profile],
        **audit,
    }


def _organization(org_id: str, audit: Row) -> Row:
    return {
        "Id": org_id,
        "Name": COMPANY,
        "Country": "Germany",
        "City": "Hamburg",
        "InstanceName": "PRA1",
        **{each.name: 0 for each in ORGANIZATION.fields if each.type in ("boolean", "int")},
        "ReceivesInfoEmails": 1,
        "ReceivesAdminInfoEmails": 1,
        "PreferencesLightningLoginEnabled": 1,
        "DefaultAccountAccess": "Read",
        "DefaultContactAccess": "ControlledByParent",
        "DefaultOpportunityAccess": "Read",
        "DefaultLeadAccess": "ReadEditTransfer",
        "DefaultCaseAccess": "ReadEditTransfer",
        "DefaultCalendarAccess": "HideDetailsInsert",
        "DefaultPricebookAccess": "ReadSelect",
        "DefaultCampaignAccess": "All",
        "UiSkin": "Theme3",
        "SignupCountryIsoCode": "DE",
        "WebToCaseDefaultOrigin": "Web",
        "OrganizationType": "Enterprise Edition",
        "DefaultLocaleSidKey": "en_GB",
        "TimeZoneSidKey": "GMT",
        "LanguageLocaleKey": "en_US",
        "FiscalYearStartMonth": 1,
        **audit,
    }


def _sample(name: str) -> Iterator[dict[str, str]]:
    path = resources() / "demo" / f"salesforce_{name}.csv"
    with path.open(encoding="utf-8", newline="") as file:
        yield from csv.DictReader(file)


def _stamps(row: dict[str, str], now: datetime, at: int, user: str) -> Row:
    """Spread the changes over the past; rows in a file come within seconds of each other."""
    changed = now - timedelta(days=int(row["ChangedDaysAgo"]), seconds=(at * 7919) % 86_400)
    made_at = now - timedelta(days=400, seconds=at // 3)
    return _audit(moments.stamp(changed), user, moments.stamp(made_at))


def _accounts(options: Options, now: datetime, users: list[str]) -> Iterator[Row]:
    owners = {name.partition("@")[0]: users[at] for at, (name, *_) in enumerate(PEOPLE)}
    sample = list(_sample("accounts"))
    keys = {row["Key"]: ids.make("001", at + 1) for at, row in enumerate(sample)}
    numbers = ("NumberOfEmployees", "AnnualRevenue", "ARR__c", "Health__c")
    plain = [
        name
        for name in sample[0]
        if name not in (*numbers, "Key", "ParentKey", "Owner", "RenewalInDays", "Gone")
        and name != "ChangedDaysAgo"
    ]
    for at, row in enumerate(sample):
        # A small org is made of the first rows; what is deleted belongs to the whole sample.
        if at >= options.accounts and options.accounts < 120:
            return
        renewal = row["RenewalInDays"]
        merged = row["Gone"].removeprefix("merged into ") if "merged" in row["Gone"] else ""
        yield {
            "Id": keys[row["Key"]],
            "IsDeleted": int(bool(row["Gone"])),
            "MasterRecordId": keys.get(merged),
            **{name: row[name] or None for name in plain},
            **{name: float(row[name]) if row[name] else None for name in numbers},
            "ParentId": keys.get(row["ParentKey"]),
            "OwnerId": owners[row["Owner"]],
            "Renewal_Date__c": (now + timedelta(days=int(renewal))).date().isoformat()
            if renewal
            else None,
            "CleanStatus": "Pending",
            **_stamps(row, now, at, owners[row["Owner"]]),
        }


def _contacts(options: Options, now: datetime, accounts: list[Row]) -> Iterator[Row]:
    known = {f"S{ids.number(each['Id']):03d}": each for each in accounts}
    counted: dict[str, int] = {}
    for at, row in enumerate(_sample("contacts")):
        account = known.get(row["Account"])
        if account is None or options.contacts_per_account == 0:
            continue
        # Five is what the sample has on average; fewer are asked for, fewer are taken.
        counted[row["Account"]] = counted.get(row["Account"], 0) + 1
        if (
            options.contacts_per_account < 5
            and counted[row["Account"]] > options.contacts_per_account
        ):
            continue
        first, last = row["FirstName"] or None, row["LastName"]
        yield {
            "Id": ids.make("003", at + 1),
            "IsDeleted": int(bool(row["Gone"])),
            "AccountId": account["Id"],
            "Salutation": row["Salutation"] or None,
            "FirstName": first,
            "LastName": last,
            "Name": f"{first} {last}" if first else last,
            "Email": row["Email"] or None,
            "Phone": row["Phone"] or None,
            "MobilePhone": row["MobilePhone"] or None,
            "Title": row["Title"] or None,
            "Department": row["Department"] or None,
            "MailingCity": row["MailingCity"] or None,
            "MailingCountry": row["MailingCountry"] or None,
            "Description": row["Description"] or None,
            "OwnerId": account["OwnerId"],
            "HasOptedOutOfEmail": 0,
            "HasOptedOutOfFax": 0,
            "DoNotCall": 0,
            "IsEmailBounced": 0,
            "CleanStatus": "Pending",
            **_stamps(row, now, at + 31, account["OwnerId"]),
        }
