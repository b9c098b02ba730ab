"""Duplicate rules: accounts by name, contacts by name and e-mail; off, warning or blocking."""

from collections.abc import Mapping
from typing import Any

from sfdesk.practice.org import Org
from sfdesk.practice.schema.fields import SObject
from sfdesk.practice.wire import Refusal

_KEYS = {"Account": ("Name",), "Contact": ("FirstName", "LastName", "Email")}
_MESSAGE = "Use one of these records?"


def check(
    org: Org,
    sobject: SObject,
    record_id: str,
    record: Mapping[str, Any],
    *,
    changed: frozenset[str],
    version: float,
    allow: bool,
    details: bool,
) -> None:
    """Raise `Refusal` DUPLICATES_DETECTED when a rule finds another record like this one."""
    rule = org.switches.duplicate_rules
    keys = _KEYS.get(sobject.name)
    if rule == "off" or keys is None or not changed & set(keys):
        return
    given = [(key, record[key]) for key in keys if record.get(key)]
    if not given or (sobject.name == "Contact" and not record.get("Email")):
        return
    where = " AND ".join(f'"{key}" = ?' for key, _ in given)
    found = org.rows(
        f'SELECT "Id", "Name" FROM "{sobject.name}" WHERE {where} AND "IsDeleted" = 0 '
        'AND "Id" <> ? LIMIT 5',
        [*(value for _, value in given), record_id],
    )
    if not found or (rule == "allow" and allow):
        return
    raise _refusal(org, sobject, found, version, allowed=rule == "allow", details=details)


def _refusal(
    org: Org,
    sobject: SObject,
    found: list[tuple[Any, ...]],
    version: float,
    *,
    allowed: bool,
    details: bool,
) -> Refusal:
    # The key was misspelt in every reply that was seen from version 56 and before.
    misspelt = version <= org.switches.duplicate_key_misspelt_up_to
    key = "duplicateResut" if misspelt else "duplicateResult"
    address = f"/services/data/v{version:.1f}/sobjects/{sobject.name}"
    matches = [
        {
            "additionalInformation": [],
            "fieldDiffs": [],
            "matchConfidence": 100.0,
            "record": {
                "attributes": {"type": sobject.name, "url": f"{address}/{row[0]}"},
                "Id": row[0],
                **({"Name": row[1]} if details else {}),
            },
        }
        for row in found
    ]
    result = {
        "allowSave": allowed,
        "duplicateRule": f"Standard_{sobject.name}_Duplicate_Rule",
        "duplicateRuleEntityType": sobject.name,
        "errorMessage": _MESSAGE,
        "matchResults": [
            {
                "entityType": sobject.name,
                "errors": [],
                "matchEngine": "FuzzyMatchEngine",
                "matchRecords": matches,
                "rule": f"Standard_{sobject.name}_Match_Rule_v1_1",
                "size": len(matches),
                "success": True,
            }
        ],
    }
    return Refusal(400, "DUPLICATES_DETECTED", _MESSAGE, more={key: result})
