"""What a value must be like to be taken: types, lengths, lists, ranges; and the person's rights."""

import math
import re
from collections.abc import Mapping
from typing import Any

from sfdesk.practice import ids, moments
from sfdesk.practice.access import Person
from sfdesk.practice.org import Org
from sfdesk.practice.schema.fields import TEXTS, Field, SObject
from sfdesk.practice.wire import Refusal

_EMAIL = re.compile(r"[^@\s<>\"',;]+@[^@\s<>\"',;]+\.[^@\s<>\"',;]+")
_LARGEST_INT = 2**31 - 1


def no_such_column(name: str, sobject: SObject) -> Refusal:
    """Return the refusal of a field that the object has not, or not for this user."""
    return Refusal(
        400, "INVALID_FIELD", f"No such column '{name}' on sobject of type {sobject.name}"
    )


def named(sobject: SObject, person: Person, name: str) -> Field:
    """Return the field of a name in a request body."""
    found = sobject.by_name.get(name.lower())
    if found is None or not person.profile.sees(sobject, found):
        raise no_such_column(name, sobject)
    return found


def checked(
    org: Org, person: Person, sobject: SObject, given: Mapping[str, Any], *, creating: bool
) -> dict[str, Any]:
    """Return values by field name as the columns hold them; raise `Refusal` for the first bad one.

    `attributes` is skipped. A nested object names a related record by an external id.
    """
    values: dict[str, Any] = {}
    refused: list[str] = []
    for name, value in given.items():
        if name == "attributes":
            continue
        if isinstance(value, Mapping):
            field, value = _related(org, person, sobject, name, value)  # noqa: PLW2901
        else:
            field = named(sobject, person, name)
        if not person.profile.writes(sobject, field, creating=creating):
            refused.append(field.name)
            continue
        values[field.name] = stored(org, field, value)
    if refused:
        raise _unwritable(refused)
    return values


def _unwritable(names: list[str]) -> Refusal:
    return Refusal(
        400,
        "INVALID_FIELD_FOR_INSERT_UPDATE",
        f"Unable to create/update fields: {', '.join(names)}. Please check the security settings "
        "of this field and verify that it is read/write for your profile or permission set.",
        fields=names,
    )


def _related(
    org: Org, person: Person, sobject: SObject, name: str, value: Mapping[str, Any]
) -> tuple[Field, Any]:
    reference = sobject.by_relation.get(name.lower())
    keys = [key for key in value if key != "attributes"]
    if reference is None or len(keys) != 1:
        raise no_such_column(name, sobject)
    if len(reference.refers) > 1 and "attributes" not in value:
        raise Refusal(
            400,
            "JSON_PARSER_ERROR",
            "Nested object for polymorphic foreign key must have an attributes field before any "
            "other fields.",
        )
    kind = value.get("attributes", {}).get("type", reference.refers[0])
    target = org.schema.find(str(kind))
    if target is None:
        raise no_such_column(name, sobject)
    key = named(target, person, keys[0])
    found = org.rows(f'SELECT "Id" FROM "{target.name}" WHERE "{key.name}" = ?', (value[keys[0]],))
    if len(found) != 1:
        raise Refusal(
            400,
            "INVALID_FIELD",
            f"Foreign key external ID: {value[keys[0]]} not found for field {key.name} in entity "
            f"{target.name}",
        )
    return reference, found[0][0]


def stored(org: Org, field: Field, value: Any) -> Any:
    """Return a value as the column of the field holds it."""
    if value is None or value == "":
        if field.type == "boolean":
            raise Refusal(
                400,
                "INVALID_TYPE_ON_FIELD_IN_RECORD",
                f"{field.label}: value not of required type: {value}",
                fields=[field.name],
            )
        if not field.nillable:
            raise missing([field.name])
        return None
    if field.type in TEXTS:
        return _text(field, value)
    if field.type == "reference":
        return _reference(org, field, value)
    if field.type == "boolean":
        return _boolean(field, value)
    if field.type in ("date", "datetime"):
        return _time(field, value)
    return _number(field, value)


def missing(names: list[str]) -> Refusal:
    """Return the refusal of a record that lacks required fields."""
    shown = ", ".join(names)
    return Refusal(
        400, "REQUIRED_FIELD_MISSING", f"Required fields are missing: [{shown}]", fields=names
    )


def _wrong_type(field: Field, value: Any) -> Refusal:
    soap = {"date": "xsd:date", "datetime": "xsd:dateTime", "boolean": "xsd:boolean",
            "int": "xsd:int"}  # fmt: skip
    kind = soap.get(field.type, "xsd:double")
    return Refusal(
        400,
        "JSON_PARSER_ERROR",
        f"Cannot deserialize instance of {kind[4:]} from value {value} or request may be missing a "
        f"required field",
    )


def _text(field: Field, value: Any) -> str | None:
    if isinstance(value, bool):
        text = str(value).lower()
    elif isinstance(value, str | int | float):
        text = str(value)
    else:
        raise _wrong_type(field, value)
    text = text.replace("\0", "")
    text = text.strip() if field.type != "textarea" else text
    if not text:
        return None
    if field.restricted and field.picklist:
        _listed(field, text)
    if field.length and len(text) > field.length:
        raise Refusal(
            400,
            "STRING_TOO_LONG",
            f"{field.label}: data value too large: {text} (max length={field.length})",
            fields=[field.name],
        )
    if field.type == "email" and not _EMAIL.fullmatch(text):
        raise Refusal(
            400,
            "INVALID_EMAIL_ADDRESS",
            f"{field.label}: invalid email address: {text}",
            fields=[field.name],
        )
    return text


def _listed(field: Field, text: str) -> None:
    given = text.split(";") if field.type == "multipicklist" else [text]
    for each in given:
        if each not in field.picklist:
            raise Refusal(
                400,
                "INVALID_OR_NULL_FOR_RESTRICTED_PICKLIST",
                f"{field.label}: bad value for restricted picklist field: {each}",
                fields=[field.name],
            )


def _reference(org: Org, field: Field, value: Any) -> str:
    text = ids.wide(str(value))
    bad = Refusal(
        400,
        "MALFORMED_ID",
        f"{field.label}: id value of incorrect type: {value}",
        fields=[field.name],
    )
    if not ids.looks_right(text):
        raise bad
    target = org.schema.of_id(text)
    if target is None or target.name not in field.refers:
        raise (
            bad
            if target is None
            else Refusal(
                400,
                "FIELD_INTEGRITY_EXCEPTION",
                f"{field.label}: id value of incorrect type: {value}",
                fields=[field.name],
            )
        )
    alive = ' AND "IsDeleted" = 0' if "isdeleted" in target.by_name else ""
    if org.row(f'SELECT 1 FROM "{target.name}" WHERE "Id" = ?{alive}', (text,)) is None:
        raise Refusal(400, "INVALID_CROSS_REFERENCE_KEY", "invalid cross reference id", fields=[])
    return text


def _boolean(field: Field, value: Any) -> int:
    if isinstance(value, bool):
        return int(value)
    if str(value).lower() in ("true", "false"):
        return int(str(value).lower() == "true")
    raise _wrong_type(field, value)


def _time(field: Field, value: Any) -> str:
    try:
        if field.type == "date":
            return moments.day(str(value))
        return moments.stamp(moments.moment(str(value)))
    except (ValueError, OverflowError):
        raise _wrong_type(field, value) from None


def _number(field: Field, value: Any) -> float | int:
    if isinstance(value, bool):
        raise _wrong_type(field, value)
    try:
        found = float(value)
    except (TypeError, ValueError):
        raise _wrong_type(field, value) from None
    if not math.isfinite(found):
        raise _wrong_type(field, value)
    if field.type == "int":
        if found != int(found) or abs(found) > _LARGEST_INT:
            raise _wrong_type(field, value)
        return int(found)
    rounded = round(found, field.scale)
    if abs(rounded) >= 10 ** max(field.precision - field.scale, 1):
        raise _range(field, value)
    if (field.low is not None and rounded < field.low) or (
        field.high is not None and rounded > field.high
    ):
        raise _range(field, value)
    return rounded


def _range(field: Field, value: Any) -> Refusal:
    return Refusal(
        400,
        "NUMBER_OUTSIDE_VALID_RANGE",
        f"{field.label}: value outside of valid range on numeric field: {value}",
        fields=[field.name],
    )
