"""The nouns: a record in Salesforce, a record in the CRM, and which fields the CRM has."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from enum import StrEnum

from sfdesk.i18n import _

Value = str | int | bool | Decimal | date | None
"""What a field can hold on our side. Empty text and None mean the same: blank."""


class Kind(StrEnum):
    """The two kinds of record that both sides know."""

    ACCOUNT = "account"
    CONTACT = "contact"

    @property
    def sobject(self) -> str:
        """What Salesforce calls it."""
        return self.value.capitalize()

    @classmethod
    def of_record_id(cls, record_id: str) -> "Kind | None":
        """Tell the kind from an id's first three characters; None for any other object."""
        return {"001": cls.ACCOUNT, "003": cls.CONTACT}.get(record_id[:3])


@dataclass(frozen=True, slots=True)
class Record:
    """One Salesforce record as it was last pulled.

    `id` has 18 characters. `fields` is keyed by API name; the name of a related record is keyed by
    its path (`Owner.Name`). `modstamp` is SystemModstamp in UTC, `pulled_at` when we read it.
    """

    kind: Kind
    id: str
    fields: Mapping[str, Value]
    modstamp: datetime
    pulled_at: datetime
    is_deleted: bool = False  # or no part any more of what is kept here

    @property
    def name(self) -> str:
        """What people call it."""
        return str(self.fields.get("Name") or self.id)


@dataclass(frozen=True, slots=True)
class CrmRecord:
    """One record of the CRM. `fields` is keyed by the names in `CRM_FIELDS`; blanks are None."""

    kind: Kind
    id: str
    fields: Mapping[str, Value]
    changed_at: datetime

    @property
    def name(self) -> str:
        """What people call it."""
        if self.kind is Kind.ACCOUNT:
            return str(self.fields.get("name") or self.id)
        first, last = self.fields.get("first_name"), self.fields.get("last_name")
        return " ".join(str(part) for part in (first, last) if part) or self.id


class FieldType(StrEnum):
    """How a CRM field's value is kept."""

    TEXT = "text"
    INTEGER = "integer"
    DECIMAL = "decimal"
    DATE = "date"


@dataclass(frozen=True, slots=True)
class CrmField:
    """One field of the CRM; `required` fields may not be blank."""

    name: str
    label: str
    type: FieldType = FieldType.TEXT
    required: bool = False


CRM_FIELDS: Mapping[Kind, tuple[CrmField, ...]] = {
    Kind.ACCOUNT: (
        CrmField("name", _("Name"), required=True),
        CrmField("website", _("Website")),
        CrmField("phone", _("Phone")),
        CrmField("street", _("Street")),
        CrmField("city", _("City")),
        CrmField("state", _("State")),
        CrmField("postcode", _("Postcode")),
        CrmField("country", _("Country")),
        CrmField("industry", _("Industry")),
        CrmField("employees", _("Employees"), FieldType.INTEGER),
        CrmField("annual_revenue", _("Annual revenue"), FieldType.DECIMAL),
        CrmField("owner", _("Owner")),
        CrmField("customer_no", _("Customer number")),
        CrmField("tier", _("Tier")),
        CrmField("health", _("Health"), FieldType.INTEGER),
        CrmField("arr", _("ARR"), FieldType.DECIMAL),
        CrmField("renewal_date", _("Renewal date"), FieldType.DATE),
        CrmField("description", _("Description")),
        CrmField("salesforce_id", _("Salesforce id")),
    ),
    Kind.CONTACT: (
        CrmField("account_id", _("Account")),
        CrmField("first_name", _("First name")),
        CrmField("last_name", _("Last name"), required=True),
        CrmField("email", _("E-mail")),
        CrmField("phone", _("Phone")),
        CrmField("mobile", _("Mobile")),
        CrmField("title", _("Title")),
        CrmField("department", _("Department")),
        CrmField("salesforce_id", _("Salesforce id")),
    ),
}
"""Every field of the CRM, in the order in which people read them."""


def is_blank(value: Value) -> bool:
    """Tell whether a value says nothing: None, or text without a visible character."""
    return value is None or (isinstance(value, str) and not value.strip())


def id18(record_id: str) -> str:
    """Return a record id with 18 characters; 18 given are returned with their case repaired.

    The last three characters tell which of the first fifteen are capitals (each five make a number
    whose bit k is set when character k is one). Raise ValueError for anything that is not an id.
    """
    if len(record_id) not in (15, 18) or not record_id.isascii() or not record_id.isalnum():
        raise ValueError(record_id)
    letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZ012345"
    if len(record_id) == 18:
        try:
            bits = [letters.index(c) for c in record_id[15:].upper()]
        except ValueError:
            raise ValueError(record_id) from None
        body = "".join(
            c.upper() if bits[n // 5] >> (n % 5) & 1 else c.lower()
            for n, c in enumerate(record_id[:15])
        )
    else:
        body = record_id
    suffix = "".join(
        letters[sum(1 << k for k, c in enumerate(body[start : start + 5]) if c.isupper())]
        for start in (0, 5, 10)
    )
    if len(record_id) == 18 and suffix != record_id[15:].upper():
        raise ValueError(record_id)
    return body + suffix
