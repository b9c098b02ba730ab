"""Which Salesforce field answers to which CRM field, which way, and how values cross over."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal, InvalidOperation
from enum import StrEnum

from sfdesk.domain.records import CRM_FIELDS, FieldType, Kind, Value, is_blank


class Way(StrEnum):
    """The direction in which a pair of fields is copied."""

    TO_CRM = "to-crm"
    BOTH = "both"
    TO_SALESFORCE = "to-salesforce"

    @property
    def imports(self) -> bool:
        """Whether an import may fill the CRM field."""
        return self is not Way.TO_SALESFORCE

    @property
    def pushes(self) -> bool:
        """Whether a push may write the Salesforce field."""
        return self is not Way.TO_CRM


@dataclass(frozen=True, slots=True)
class FieldPair:
    """One Salesforce field (API name, or a path such as `Owner.Name`) and its CRM field."""

    kind: Kind
    salesforce: str
    crm: str
    way: Way


def _pairs(kind: Kind, way: Way, names: Mapping[str, str]) -> tuple[FieldPair, ...]:
    return tuple(FieldPair(kind, salesforce, crm, way) for salesforce, crm in names.items())


DEFAULT_MAPPING: tuple[FieldPair, ...] = (
    *_pairs(
        Kind.ACCOUNT,
        Way.BOTH,
        {
            "Name": "name",
            "Website": "website",
            "Phone": "phone",
            "BillingStreet": "street",
            "BillingCity": "city",
            "BillingState": "state",
            "BillingPostalCode": "postcode",
            "BillingCountry": "country",
            "Industry": "industry",
            "NumberOfEmployees": "employees",
            "AnnualRevenue": "annual_revenue",
            "AccountNumber": "customer_no",
            "Tier__c": "tier",
            "Health__c": "health",
            "ARR__c": "arr",
            "Renewal_Date__c": "renewal_date",
            "Description": "description",
        },
    ),
    *_pairs(Kind.ACCOUNT, Way.TO_CRM, {"Owner.Name": "owner"}),
    *_pairs(
        Kind.CONTACT,
        Way.BOTH,
        {
            "FirstName": "first_name",
            "LastName": "last_name",
            "Email": "email",
            "Phone": "phone",
            "MobilePhone": "mobile",
            "Title": "title",
            "Department": "department",
        },
    ),
)
"""What works with no editing: a field that the org does not have is left out of every run."""

FIELD_TYPES: Mapping[tuple[Kind, str], FieldType] = {
    (kind, field.name): field.type for kind, fields in CRM_FIELDS.items() for field in fields
}


def of_kind(pairs: Iterable[FieldPair], kind: Kind) -> tuple[FieldPair, ...]:
    """Return the pairs of one kind, in their order."""
    return tuple(pair for pair in pairs if pair.kind is kind)


def to_type(value: object, wanted: FieldType) -> Value:
    """Return `value` as a CRM field of the type `wanted` keeps it; blanks become None.

    Numbers come from Salesforce as `300.0` or `400`; text is kept as it is but for white space at
    its ends. Raise ValueError for what does not fit.
    """
    if value is None or (isinstance(value, str) and not value.strip()):
        return None
    if wanted is FieldType.TEXT:
        return str(value).strip()
    if wanted is FieldType.DATE:
        if isinstance(value, datetime):
            return value.date()
        return value if isinstance(value, date) else date.fromisoformat(str(value)[:10])
    try:
        number = Decimal(str(value))
    except InvalidOperation:
        raise ValueError(str(value)) from None
    if not number.is_finite():
        raise ValueError(str(value))
    if wanted is FieldType.DECIMAL:
        return number.normalize() if number else Decimal(0)
    if number != number.to_integral_value():
        raise ValueError(str(value))
    return int(number)


def crm_value(pair: FieldPair, fields: Mapping[str, Value]) -> Value:
    """Return what the Salesforce record says, as the pair's CRM field keeps it.

    A value that does not fit the CRM field's type counts as blank: an import never stops for it.
    """
    try:
        return to_type(fields.get(pair.salesforce), FIELD_TYPES[pair.kind, pair.crm])
    except ValueError:
        return None


def salesforce_value(value: Value) -> str | int | float | bool | None:
    """Return a CRM value as JSON for Salesforce: dates in ISO form, decimals as numbers."""
    if is_blank(value):
        return None
    if isinstance(value, Decimal):
        return int(value) if value == value.to_integral_value() else float(value)
    if isinstance(value, date):
        return value.isoformat()
    return value
