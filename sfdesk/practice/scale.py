"""More by rule and seed: what was done with customers, and customers by the million."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import cache
from random import Random
from typing import Any

from sfdesk.practice import ids, moments, tables
from sfdesk.practice.org import Org

_STAGES = ("Prospecting", "Qualification", "Value Proposition", "Negotiation/Review", "Closed Won")
_MEETINGS = ("Kick-off", "Quarterly review", "Training", "Renewal talk", "Support call", "Visit")
_FIRST = (
    "Anna", "Bilal", "Carla", "Daniel", "Elif", "Frank", "Greta", "Hugo", "Ines", "Jonas", "Karin",
    "Luis", "Marta", "Nils", "Olga", "Pavel", "Rita", "Samir", "Tanja", "Viktor",
)  # fmt: skip
_LAST = (
    "Adler", "Brandt", "Castro", "Dietz", "Egger", "Fink", "Gross", "Hartl", "Ivanov", "Janssen",
    "Keller", "Lorenz", "Meier", "Nowak", "Olsen", "Peters", "Quint", "Richter", "Simon", "Thoma",
)  # fmt: skip
_WORDS = (
    "Alpine", "Baltic", "Cobalt", "Delta", "Eastern", "Falcon", "Golden", "Harbour", "Iron",
    "Jade", "Kestrel", "Lunar", "Marble", "Northern", "Ocean", "Prime", "Quartz", "Royal",
    "Summit", "Timber", "Union", "Vertex", "Western", "Zenith",
)  # fmt: skip
_TRADES = (
    "Analytics", "Bakeries", "Ceramics", "Design", "Energy", "Foods", "Glass", "Hotels",
    "Instruments", "Logistics", "Machines", "Networks", "Optics", "Partners", "Recycling",
    "Software", "Textiles", "Transport", "Utilities", "Works",
)  # fmt: skip
_FORMS = ("GmbH", "AG", "Ltd", "Inc", "LLC", "B.V.", "S.A.", "AB", "plc", "SAS")
_CITIES = (
    ("Hamburg", "20457", "Germany", "de"), ("Leeds", "LS1 4DY", "United Kingdom", "co.uk"),
    ("Lyon", "69002", "France", "fr"), ("Utrecht", "3511", "Netherlands", "nl"),
    ("Malmö", "211 18", "Sweden", "se"), ("Austin", "78701", "United States", "com"),
    ("Wien", "1010", "Austria", "at"), ("Gdańsk", "80-831", "Poland", "pl"),
)  # fmt: skip
_INDUSTRIES = ("Manufacturing", "Technology", "Retail", "Energy", "Healthcare", "Transportation")


def _audit(stamp: str, user: str) -> tuple[str, str, str, str, str]:
    return stamp, user, stamp, user, stamp


_AUDITED = '"CreatedDate", "CreatedById", "LastModifiedDate", "LastModifiedById", "SystemModstamp"'


def activities(org: Org, now: datetime, dice: Random) -> None:
    """Add 40 opportunities, cases, and ninety days of tasks and events for the living accounts."""
    accounts = org.rows(
        'SELECT "Id", "Name", "OwnerId" FROM "Account" WHERE "IsDeleted" = 0 '
        "ORDER BY rowid LIMIT 60"
    )
    if not accounts:
        return
    _opportunities(org, now, accounts, dice)
    for at in range(180):
        account, _name, owner = accounts[dice.randrange(len(accounts))]
        day = now - timedelta(days=dice.randrange(90), minutes=dice.randrange(600))
        stamp = _audit(moments.stamp(day), owner)
        subject = _MEETINGS[dice.randrange(len(_MEETINGS))]
        if at % 2:
            org.run(
                'INSERT INTO "Event" ("Id", "IsDeleted", "WhatId", "AccountId", "Subject", '
                '"ActivityDate", "ActivityDateTime", "StartDateTime", "EndDateTime", '
                '"DurationInMinutes", "IsAllDayEvent", "IsPrivate", "ShowAs", "IsArchived", '
                f'"OwnerId", {_AUDITED}) '
                "VALUES (?, 0, ?, ?, ?, ?, ?, ?, ?, 60, 0, 0, 'Busy', 0, ?, ?, ?, ?, ?, ?)",
                (ids.make("00U", at + 1), account, account, subject, day.date().isoformat(),
                 moments.stamp(day), moments.stamp(day), moments.stamp(day + timedelta(hours=1)),
                 owner, *stamp),
            )  # fmt: skip
            continue
        org.run(
            'INSERT INTO "Task" ("Id", "IsDeleted", "WhatId", "AccountId", "Subject", '
            '"ActivityDate", "Status", "Priority", "IsClosed", "IsHighPriority", '
            f'"IsReminderSet", "IsArchived", "OwnerId", {_AUDITED}) '
            "VALUES (?, 0, ?, ?, ?, ?, 'Completed', 'Normal', 1, 0, 0, 0, ?, ?, ?, ?, ?, ?)",
            (ids.make("00T", at + 1), account, account, subject, day.date().isoformat(), owner,
             *stamp),
        )  # fmt: skip


def _opportunities(org: Org, now: datetime, accounts: list[tuple[Any, ...]], dice: Random) -> None:
    for at in range(40):
        account, name, owner = accounts[at % len(accounts)]
        stage = _STAGES[dice.randrange(len(_STAGES))]
        closes = (now + timedelta(days=dice.randrange(-60, 200))).date()
        amount = float(dice.randrange(5, 200) * 1000)
        won = int(stage == "Closed Won")
        org.run(
            'INSERT INTO "Opportunity" ("Id", "IsDeleted", "AccountId", "Name", "StageName", '
            '"Amount", "Probability", "CloseDate", "IsClosed", "IsWon", "IsPrivate", '
            '"ForecastCategory", "ForecastCategoryName", "FiscalYear", "FiscalQuarter", "Fiscal", '
            f'"HasOpenActivity", "HasOverdueTask", "OwnerId", {_AUDITED}) '
            "VALUES (?, 0, ?, ?, ?, ?, ?, ?, ?, ?, 0, ?, ?, ?, ?, ?, 0, 0, ?, ?, ?, ?, ?, ?)",
            (ids.make("006", at + 1), account, f"{name} renewal {closes.year}"[:120], stage, amount,
             100.0 if won else 50.0, closes.isoformat(), won, won,
             "Closed" if won else "Pipeline", "Closed" if won else "Pipeline", closes.year,
             (closes.month + 2) // 3, f"{closes.year} {(closes.month + 2) // 3}", owner,
             *_audit(moments.stamp(now - timedelta(days=dice.randrange(1, 90))), owner)),
        )  # fmt: skip


@cache
def _day(now: datetime, days: int) -> str:
    return (now - timedelta(days=days)).date().isoformat()


@cache
def _clock(seconds: int) -> str:
    return f"{seconds // 3600:02d}:{seconds // 60 % 60:02d}:{seconds % 60:02d}"


@dataclass(frozen=True, slots=True)
class Wanted:
    """How many accounts, how many contacts each, seen from when, owned by whom."""

    accounts: int
    contacts: int
    now: datetime
    users: list[str]
    seed: int

    def mixed(self, number: int) -> int:
        """Return a number that looks random and is the same in every run."""
        return (number * 2654435761 + self.seed) & 0xFFFFFFFF

    def stamp(self, days: int, seconds: int) -> str:
        """Return a moment so many days ago; the seconds wrap around a day."""
        return f"{_day(self.now, days)}T{_clock(seconds % 86_400)}.000+0000"

    def owner(self, account: int) -> str:
        """Return who owns an account and its contacts."""
        return self.users[self.mixed(account) % 4]


def generate(org: Org, wanted: Wanted) -> None:
    """Add so many accounts, and so many contacts to each, by rule."""
    counters = tables.counters(org.db, org.schema)
    first = counters["001"] + 1
    org.db.executemany(
        'INSERT INTO "Account" ("Id", "IsDeleted", "Name", "AccountNumber", "Website", "Phone", '
        '"BillingStreet", "BillingCity", "BillingPostalCode", "BillingCountry", "Industry", '
        '"NumberOfEmployees", "AnnualRevenue", "Type", "Tier__c", "ARR__c", "Health__c", '
        f'"OwnerId", {_AUDITED}) VALUES ({", ".join("?" * 23)})',
        _accounts(wanted, first),
    )
    if wanted.contacts:
        at = counters["003"] + 1
        org.db.executemany(
            'INSERT INTO "Contact" ("Id", "IsDeleted", "AccountId", "FirstName", "LastName", '
            '"Name", "Email", "Phone", "Title", "OwnerId", "HasOptedOutOfEmail", '
            f'"HasOptedOutOfFax", "DoNotCall", "IsEmailBounced", {_AUDITED}) '
            f"VALUES ({', '.join('?' * 19)})",
            _contacts(wanted, at, first),
        )


def _accounts(wanted: Wanted, first: int) -> Iterator[tuple[Any, ...]]:
    for number in range(first, first + wanted.accounts):
        mixed = wanted.mixed(number)
        word = _WORDS[mixed % len(_WORDS)]
        trade = _TRADES[mixed // 31 % len(_TRADES)]
        form = _FORMS[mixed // 701 % len(_FORMS)]
        city, code, country, top = _CITIES[mixed // 7919 % len(_CITIES)]
        staff = 5 + mixed // 13 % 2000
        user = wanted.owner(number)
        stamp = wanted.stamp(1 + mixed // 97 % 390, number // 5)
        yield (
            ids.make("001", number), 0, f"{word} {trade} {number} {form}", f"G-{number}",
            f"www.{word.lower()}-{trade.lower()}-{number}-demo.{top}", f"+49 40 {number:07d}",
            f"Hauptstraße {mixed % 200}", city, code, country, _INDUSTRIES[mixed // 53 % 6],
            staff, staff * 120_000.0, "Customer - Direct", "ABC"[mixed // 3 % 3],
            float(mixed % 400) * 1000, float(mixed // 11 % 101), user,
            stamp, user, stamp, user, stamp,
        )  # fmt: skip


def _contacts(wanted: Wanted, at: int, first: int) -> Iterator[tuple[Any, ...]]:
    number = at
    for account in range(first, first + wanted.accounts):
        account_id = ids.make("001", account)
        mixed = (account * 40503 + wanted.seed) & 0xFFFFFFFF
        user = wanted.owner(account)
        stamp = wanted.stamp(1 + mixed % 390, account // 3)
        for extra in range(wanted.contacts):
            given = _FIRST[(mixed + extra * 7) % len(_FIRST)]
            last = _LAST[(mixed // 17 + extra * 3) % len(_LAST)]
            yield (
                ids.make("003", number), 0, account_id, given, last, f"{given} {last}",
                f"{given}.{last}.{number}@customer-{account}-demo.com".lower(),
                f"+49 40 {account:07d}-{extra}", "Project Manager", user, 0, 0, 0, 0,
                stamp, user, stamp, user, stamp,
            )  # fmt: skip
            number += 1
