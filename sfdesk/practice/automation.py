"""What the org itself does on a save: names put together, states derived, an admin's own rules."""

import re
from collections.abc import Mapping
from typing import Any

from sfdesk.practice import addresses
from sfdesk.practice.org import Org
from sfdesk.practice.persons import name_of
from sfdesk.practice.schema.fields import SObject
from sfdesk.practice.wire import Refusal

_PROBABILITY = {
    "Prospecting": 10, "Qualification": 10, "Needs Analysis": 20, "Value Proposition": 50,
    "Id. Decision Makers": 60, "Perception Analysis": 70, "Proposal/Price Quote": 75,
    "Negotiation/Review": 90, "Closed Won": 100, "Closed Lost": 0,
}  # fmt: skip


def before_save(org: Org, sobject: SObject, now: Mapping[str, Any], values: dict[str, Any]) -> None:
    """Fill in what follows from other fields, and what the admin's automation changes."""
    addresses.before_save(org, sobject, values)
    if sobject.name in ("Contact", "User") and {"FirstName", "LastName"} & set(values):
        both = {**now, **values}
        parts = (both.get("FirstName"), both.get("LastName"))
        values["Name"] = " ".join(str(part) for part in parts if part)
    if sobject.name == "Account" and {**now, **values}.get("IsPersonAccount"):
        values["Name"] = name_of({**now, **values})
    if sobject.name == "Opportunity":
        _opportunity(now, values)
    if sobject.name in ("Case", "Task") and "Status" in values:
        closed = values["Status"] in ("Closed", "Completed")
        values["IsClosed"] = int(closed)
        if sobject.name == "Case":
            values["ClosedDate"] = org.stamp() if closed else None
    if sobject.name in ("Task", "Event") and values.get("WhatId"):
        values["AccountId"] = _account_of(org, values["WhatId"])
    if org.switches.automation and values.get("Phone") and sobject.name in ("Account", "Contact"):
        values["Phone"] = _tidy_phone(str(values["Phone"]))


def _opportunity(now: Mapping[str, Any], values: dict[str, Any]) -> None:
    stage = values.get("StageName")
    if stage:
        values.setdefault("Probability", float(_PROBABILITY.get(str(stage), 10)))
        values["IsWon"] = int(stage == "Closed Won")
        values["IsClosed"] = int(str(stage).startswith("Closed"))
        forecast = "Closed" if stage == "Closed Won" else "Pipeline"
        forecast = "Omitted" if stage == "Closed Lost" else forecast
        values["ForecastCategory"] = values["ForecastCategoryName"] = forecast
    if values.get("CloseDate"):
        year, month = str(values["CloseDate"])[:7].split("-")
        quarter = (int(month) + 2) // 3
        values.update(FiscalYear=int(year), FiscalQuarter=quarter, Fiscal=f"{year} {quarter}")
    both = {**now, **values}
    if both.get("Amount") is not None and both.get("Probability") is not None:
        values["ExpectedRevenue"] = round(both["Amount"] * both["Probability"] / 100, 2)


def _account_of(org: Org, what: str) -> str | None:
    if what.startswith("001"):
        return what
    for table, column in (("Opportunity", "AccountId"), ("Case", "AccountId"),
                          ("Success_Plan__c", "Account__c")):  # fmt: skip
        found = org.row(f'SELECT "{column}" FROM "{table}" WHERE "Id" = ?', (what,))
        if found:
            return str(found[0]) if found[0] else None
    return None


def _tidy_phone(text: str) -> str:
    """Write a German number the way this org's admin likes it: 0405550199 is +49 40 5550199."""
    digits = re.sub(r"\D", "", text)
    if text.startswith("0") and not text.startswith("00") and digits == text:
        return f"+49 {digits[1:3]} {digits[3:]}"
    return text


def validate(org: Org, sobject: SObject, record: Mapping[str, Any]) -> None:
    """Apply the admin's validation rules; raise `Refusal` with the admin's own words."""
    if not org.switches.validation_rules:
        return
    if sobject.name == "Account":
        phone = str(record.get("Phone") or "")
        if phone and not re.search(r"\d{3}", phone):
            raise _broken("A phone number needs at least three digits in a row.", "Phone")
        website = str(record.get("Website") or "")
        if website and "." not in website:
            raise _broken("Website: enter the address with its domain, such as example.com.",
                          "Website")  # fmt: skip
        if (record.get("NumberOfEmployees") or 0) < 0:
            raise _broken("Employees cannot be negative.", "NumberOfEmployees")
    won = sobject.name == "Opportunity" and record.get("StageName") == "Closed Won"
    if won and not record.get("Amount"):
        raise _broken("A won opportunity needs an amount.", "")


def _broken(message: str, field: str) -> Refusal:
    return Refusal(
        400, "FIELD_CUSTOM_VALIDATION_EXCEPTION", message, fields=[field] if field else []
    )
