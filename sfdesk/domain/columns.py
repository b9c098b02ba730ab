"""Which CRM field a column of somebody's table means, and what its cells say."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from sfdesk.domain.mapping import FIELD_TYPES, to_type
from sfdesk.domain.records import CRM_FIELDS, FieldType, Kind, Value
from sfdesk.errors import InputError
from sfdesk.i18n import _

ID = "id"
ACCOUNT = "account"
"""A contact's column with the name of its account, where `account_id` is not at hand."""

_SYNONYMS: Mapping[Kind, Mapping[str, str]] = {
    Kind.ACCOUNT: {
        "account": "name", "account name": "name", "company": "name", "company name": "name",
        "customer": "name", "customer name": "name", "organisation": "name",
        "organization": "name",
        "url": "website", "web": "website", "web site": "website", "homepage": "website",
        "domain": "website",
        "telephone": "phone", "tel": "phone", "phone number": "phone",
        "address": "street", "billing street": "street", "town": "city", "billing city": "city",
        "region": "state", "province": "state", "billing state": "state",
        "zip": "postcode", "zip code": "postcode", "postal code": "postcode",
        "post code": "postcode", "billing zip": "postcode", "billing postal code": "postcode",
        "billing country": "country",
        "sector": "industry", "number of employees": "employees", "headcount": "employees",
        "revenue": "annual_revenue", "csm": "owner", "account owner": "owner",
        "customer no": "customer_no", "customer id": "customer_no",
        "account number": "customer_no",
        "segment": "tier", "health score": "health", "annual recurring revenue": "arr",
        "renewal": "renewal_date", "renews on": "renewal_date", "notes": "description",
        "crm id": ID, "sfdc id": "salesforce_id", "salesforce account id": "salesforce_id",
    },
    Kind.CONTACT: {
        "account": ACCOUNT, "account name": ACCOUNT, "company": ACCOUNT,
        "company name": ACCOUNT, "customer": ACCOUNT,
        "crm account id": "account_id",
        "given name": "first_name", "forename": "first_name", "surname": "last_name",
        "family name": "last_name", "last": "last_name", "first": "first_name",
        "mail": "email", "e mail address": "email", "email address": "email",
        "telephone": "phone", "tel": "phone", "phone number": "phone",
        "mobile phone": "mobile", "cell": "mobile", "cell phone": "mobile",
        "job title": "title", "role": "title", "position": "title", "team": "department",
        "crm id": ID, "sfdc id": "salesforce_id", "salesforce contact id": "salesforce_id",
    },
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Columns:
    """What the columns of a table mean: `fields` by position, None for one that is left out.

    `header` are the columns as they are written.
    """

    kind: Kind
    header: tuple[str, ...]
    fields: tuple[str | None, ...]

    @property
    def ignored(self) -> tuple[str, ...]:
        """Names of columns that mean nothing to the CRM."""
        named = zip(self.header, self.fields, strict=True)
        return tuple(name for name, field in named if field is None and name.strip())

    def title_of(self, field: str) -> str:
        """How the table calls a field."""
        return self.header[self.fields.index(field)].strip()


@dataclass(frozen=True, slots=True)
class BadCell:
    """A cell, or with `column` "" a whole row, that cannot be used, and why."""

    column: str
    reason: str


def meant_by(kind: Kind, header: Sequence[str]) -> Columns:
    """Say which fields a header means, by field name, label or a common synonym.

    Raise InputError for a required column that is missing, or two columns that mean the same.
    """
    known = _names(kind)
    fields = tuple(known.get(_plain(name)) for name in header)
    for field in fields:
        twice = [n.strip() for n, f in zip(header, fields, strict=True) if f == field]
        if field is not None and len(twice) > 1:
            raise InputError(
                _("Two columns mean the same: {names}").format(names=", ".join(twice)),
                _("Take one of them out, then load the file again."),
            )
    missing = [f.label for f in CRM_FIELDS[kind] if f.required and f.name not in fields]
    if missing:
        raise InputError(
            _("Line 1 lacks a column: {names}").format(names=", ".join(missing)),
            _("The first line names the columns. It has: {names}.").format(
                names=", ".join(name.strip()[:40] for name in header[:30])
            ),
        )
    return Columns(kind, tuple(header), fields)


def _names(kind: Kind) -> dict[str, str]:
    names = {ID: ID, **_SYNONYMS[kind]}
    for field in CRM_FIELDS[kind]:
        # "Account" is the label of a contact's account_id, but people put the name there
        names.setdefault(_plain(field.label), field.name)
        names[_plain(field.name)] = field.name
    return names


def _plain(name: str) -> str:
    return " ".join(re.findall(r"[^\W_]+", name.casefold()))


def values_of(columns: Columns, cells: Sequence[str]) -> dict[str, Value] | BadCell:
    """Return what a row says, by field; or the first cell that cannot be used.

    Cells beyond the header are fine while they are blank, as spreadsheets write them.
    """
    width = len(columns.header)
    if len(cells) < width or any(cell.strip() for cell in cells[width:]):
        reason = _("{n} cells where the first line has {width}").format(n=len(cells), width=width)
        return BadCell("", reason)
    required = {f.name for f in CRM_FIELDS[columns.kind] if f.required}
    values: dict[str, Value] = {}
    for name, field, cell in zip(columns.header, columns.fields, cells, strict=False):
        if field is None:
            continue
        try:
            values[field] = _value(columns.kind, field, cell.strip())
        except ValueError as error:
            return BadCell(name.strip(), str(error))
        if field in required and values[field] is None:
            return BadCell(name.strip(), _("it is empty, and the CRM needs it"))
    return values


def _value(kind: Kind, field: str, cell: str) -> Value:
    wanted = FIELD_TYPES.get((kind, field), FieldType.TEXT)
    shown = cell[:40]
    if wanted is FieldType.DATE and cell:
        return _date(cell)
    try:
        value = to_type(cell, wanted)
    except ValueError:
        if wanted is FieldType.INTEGER:
            raise ValueError(_('"{cell}" is not a whole number').format(cell=shown)) from None
        text = _('"{cell}" is not a number; write it like 48000.50').format(cell=shown)
        raise ValueError(text) from None
    if isinstance(value, int) and abs(value) >= 2**63:
        raise ValueError(_('"{cell}" is too large').format(cell=shown))
    return value


def _date(cell: str) -> date:
    iso = re.fullmatch(r"(\d{4})-(\d{1,2})-(\d{1,2})(?:[T ].*)?", cell, re.ASCII)
    dotted = re.fullmatch(r"(\d{1,2})\.(\d{1,2})\.(\d{4})", cell, re.ASCII)
    parts = iso.groups() if iso else dotted.groups()[::-1] if dotted else ()
    try:
        year, month, day = (int(part) for part in parts)
        return date(year, month, day)
    except ValueError:
        text = _('"{cell}" is not a date; write it like 2027-03-31').format(cell=cell[:40])
        raise ValueError(text) from None


def to_cell(value: Value) -> str:
    """Return a value as `values_of` reads it back."""
    if value is None:
        return ""
    if isinstance(value, Decimal):
        return format(value, "f")
    if isinstance(value, date):
        return value.isoformat()
    return str(value)
