"""One field and one object, and short ways of writing them down."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field, replace
from typing import Any

NUMBERS = frozenset({"int", "double", "currency", "percent"})
TEXTS = frozenset(
    {"string", "textarea", "phone", "url", "email", "picklist", "multipicklist", "combobox"}
)


@dataclass(frozen=True, slots=True)
class Field:
    """One field. `type` is Salesforce's word; `length` counts characters.

    `made` returns the value of a compound or calculated field, which has no column of its own.
    """

    name: str
    label: str
    type: str = "string"
    length: int = 0
    createable: bool = True
    updateable: bool = True
    nillable: bool = True
    defaulted: bool = False
    default: Any = None
    picklist: tuple[str, ...] = ()
    restricted: bool = False
    refers: tuple[str, ...] = ()
    relation: str | None = None
    child_relation: str | None = None
    cascade: bool = False
    compound: str | None = None
    extra: str | None = None
    unique: bool = False
    external: bool = False
    id_lookup: bool = False
    name_field: bool = False
    precision: int = 0
    scale: int = 0
    digits: int = 0
    filterable: bool = True
    auto_number: bool = False
    formula: str | None = None
    parts: tuple[str, ...] = ()
    low: float | None = None
    high: float | None = None

    @property
    def custom(self) -> bool:
        """Tell whether an administrator added it."""
        return self.name.endswith("__c")

    @property
    def stored(self) -> bool:
        """Tell whether it has a column; compound fields are put together when they are read."""
        return self.type not in ("address", "location") and not self.formula

    @property
    def required(self) -> bool:
        """Tell whether a new record has to name it."""
        return self.createable and not self.nillable and not self.defaulted

    @property
    def long(self) -> bool:
        """Tell whether it is a long text, which cannot be filtered, sorted or grouped."""
        return self.type == "textarea" and self.length > 255


@dataclass(frozen=True, slots=True)
class SObject:
    """One object; `by_name` finds a field whatever the case of its name."""

    name: str
    label: str
    plural: str
    prefix: str
    fields: tuple[Field, ...]
    createable: bool = True
    updateable: bool = True
    deletable: bool = True
    mergeable: bool = False
    searchable: bool = True
    replicateable: bool = True
    undeletable: bool = True
    layoutable: bool = True
    by_name: dict[str, Field] = field(init=False, repr=False, compare=False)
    by_relation: dict[str, Field] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "by_name", {each.name.lower(): each for each in self.fields})
        related = {each.relation.lower(): each for each in self.fields if each.relation}
        object.__setattr__(self, "by_relation", related)

    @property
    def custom(self) -> bool:
        """Tell whether an administrator added it."""
        return self.name.endswith("__c")

    @property
    def name_field(self) -> Field | None:
        """Return the field that names a record."""
        return next((each for each in self.fields if each.name_field), None)

    def columns(self) -> list[Field]:
        """Return the fields that have a column."""
        return [each for each in self.fields if each.stored]

    def plus(self, more: Iterable[Field]) -> "SObject":
        """Return the object with further fields."""
        return replace(self, fields=(*self.fields, *more))


def text(name: str, label: str, length: int, **more: Any) -> Field:
    """Return a text of one line."""
    return Field(name, label, "string", length, **more)


def area(name: str, label: str, length: int = 32000, **more: Any) -> Field:
    """Return a text of many lines; above 255 characters it cannot be filtered."""
    extra = more.pop("extra", "plaintextarea")
    return Field(name, label, "textarea", length, extra=extra, filterable=length <= 255, **more)


def kind(type_: str, length: int = 0) -> Callable[..., Field]:
    """Return a way of writing fields of one type."""

    def written(name: str, label: str, **more: Any) -> Field:
        return Field(name, label, type_, more.pop("length", length), **more)

    return written


phone = kind("phone", 40)
url = kind("url", 255)
email = kind("email", 80)
day = kind("date")
moment = kind("datetime")


def pick(name: str, label: str, *values: str, length: int = 255, **more: Any) -> Field:
    """Return a choice of values, any other being taken unless it is `restricted`."""
    return Field(name, label, "picklist", length, picklist=values, **more)


def combo(name: str, label: str, *values: str, length: int = 255, **more: Any) -> Field:
    """Return a text for which some values are proposed."""
    return Field(name, label, "combobox", length, picklist=values, **more)


def many(name: str, label: str, *values: str, **more: Any) -> Field:
    """Return a choice of several values at once, written `a;b`."""
    return Field(name, label, "multipicklist", 4099, picklist=values, **more)


def flag(name: str, label: str, **more: Any) -> Field:
    """Return a yes-or-no, which is never blank."""
    default = more.pop("default", False)
    return Field(name, label, "boolean", nillable=False, defaulted=True, default=default, **more)


def whole(name: str, label: str, **more: Any) -> Field:
    """Return a whole number."""
    return Field(name, label, "int", digits=more.pop("digits", 8), **more)


def number(name: str, label: str, precision: int = 18, scale: int = 0, **more: Any) -> Field:
    """Return a number; `precision` counts the digits, `scale` those behind the point."""
    return Field(name, label, more.pop("type", "double"), precision=precision, scale=scale, **more)


def money(name: str, label: str, scale: int = 0, **more: Any) -> Field:
    """Return an amount in the org's currency."""
    return number(name, label, 18, scale, type="currency", **more)


def lookup(name: str, label: str, *refers: str, relation: str | None = None, **more: Any) -> Field:
    """Return a reference to a record of one of the objects."""
    if relation is None:
        relation = f"{name[:-3]}__r" if name.endswith("__c") else name.removesuffix("Id")
    return Field(name, label, "reference", 18, refers=refers, relation=relation, **more)


def locked(each: Field) -> Field:
    """Return a field that only the system writes."""
    return replace(each, createable=False, updateable=False)


def address(prefix: str, label: str) -> list[Field]:
    """Return an address: its parts and the compound that shows them together."""
    whole_name = f"{prefix}Address"
    parts = [
        area(f"{prefix}Street", f"{label} Street", 255),
        text(f"{prefix}City", f"{label} City", 40),
        text(f"{prefix}State", f"{label} State/Province", 80),
        text(f"{prefix}PostalCode", f"{label} Zip/Postal Code", 20),
        text(f"{prefix}Country", f"{label} Country", 80),
        number(f"{prefix}Latitude", f"{label} Latitude", 18, 15),
        number(f"{prefix}Longitude", f"{label} Longitude", 18, 15),
        pick(
            f"{prefix}GeocodeAccuracy",
            f"{label} Geocode Accuracy",
            *_ACCURACY,
            length=40,
            restricted=True,
        ),
    ]
    named = [replace(each, compound=whole_name) for each in parts]
    compound = Field(
        whole_name,
        f"{label} Address",
        "address",
        createable=False,
        updateable=False,
        parts=tuple(each.name for each in parts),
    )
    return [*named, compound]


_ACCURACY = (
    "Address", "NearAddress", "Block", "Street", "ExtendedZip", "Zip", "Neighborhood", "City",
    "County", "State", "Unknown",
)  # fmt: skip


def identity(label: str) -> list[Field]:
    """Return the fields that open every object."""
    return [
        locked(
            Field("Id", f"{label} ID", "id", 18, nillable=False, defaulted=True, id_lookup=True)
        ),
        locked(flag("IsDeleted", "Deleted")),
    ]


def audit() -> list[Field]:
    """Return the fields that say who changed a record and when."""
    stamps = [
        moment("CreatedDate", "Created Date", nillable=False, defaulted=True),
        lookup("CreatedById", "Created By ID", "User", nillable=False, defaulted=True),
        moment("LastModifiedDate", "Last Modified Date", nillable=False, defaulted=True),
        lookup("LastModifiedById", "Last Modified By ID", "User", nillable=False, defaulted=True),
        moment("SystemModstamp", "System Modstamp", nillable=False, defaulted=True),
    ]
    return [locked(each) for each in stamps]


def owner(*kinds: str) -> Field:
    """Return the owner of a record."""
    return lookup("OwnerId", "Owner ID", *(kinds or ("User",)), nillable=False, defaulted=True)


def viewed() -> list[Field]:
    """Return the fields that differ from reader to reader; they are blank here."""
    return [
        locked(day("LastActivityDate", "Last Activity")),
        locked(moment("LastViewedDate", "Last Viewed Date")),
        locked(moment("LastReferencedDate", "Last Referenced Date")),
    ]
