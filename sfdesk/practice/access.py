"""Who may do what: profiles with field-level security, and the person behind a call."""

from dataclasses import dataclass, replace
from ipaddress import ip_address

from sfdesk.practice.schema.fields import Field, SObject


@dataclass(frozen=True, slots=True)
class Profile:
    """What a kind of user may do.

    `denied` objects do not exist for it, `unwritable` ones can be read but not changed, and so can
    all of them with `read_only`; `hidden` and `locked` hold `Object.Field` in the same way.
    `everything` sees and edits every record, whoever owns it. Its people may log in from
    `ip_ranges` (first and last address of each; none means from anywhere) and during `login_hours`
    ("08:00", "18:00"), as the org's clock has it, in UTC.
    """

    name: str
    hidden: frozenset[str] = frozenset()
    locked: frozenset[str] = frozenset()
    denied: frozenset[str] = frozenset()
    unwritable: frozenset[str] = frozenset()
    read_only: bool = False
    api: bool = True
    everything: bool = True
    ip_ranges: tuple[tuple[str, str], ...] = ()
    login_hours: tuple[str, str] | None = None

    def at_place(self, origin: str) -> bool:
        """Tell whether a network address is one that people may log in from."""
        if not self.ip_ranges:
            return True
        here = _number(origin)
        return any(_number(first) <= here <= _number(last) for first, last in self.ip_ranges)

    def sees(self, sobject: SObject, field: Field) -> bool:
        """Tell whether the field exists for this profile."""
        return f"{sobject.name}.{field.name}" not in self.hidden

    def shown(self, sobject: SObject) -> tuple[Field, ...]:
        """Return the fields that this profile may read."""
        if not self.hidden:
            return sobject.fields
        return tuple(each for each in sobject.fields if self.sees(sobject, each))

    def edits(self, sobject: SObject) -> bool:
        """Tell whether records of an object may be made, changed or deleted."""
        return not self.read_only and sobject.name not in self.unwritable

    def writes(self, sobject: SObject, field: Field, *, creating: bool) -> bool:
        """Tell whether a value may be given to the field."""
        may = field.createable if creating else field.updateable
        if not self.edits(sobject) or f"{sobject.name}.{field.name}" in self.locked:
            return False
        return may


@dataclass(frozen=True, slots=True)
class Person:
    """A user of the org."""

    id: str
    username: str
    name: str
    profile: Profile


def _number(address: str) -> tuple[int, int]:
    """Return an address as something that can be compared: its family, and its number."""
    found = ip_address(address)
    return found.version, int(found)


LOCKED_FOR_SUCCESS = frozenset(
    {"Account.OwnerId", "Account.Tier__c", "Account.ARR__c", "Account.Renewal_Date__c"}
)
ADMIN = Profile("System Administrator")
SUCCESS = Profile("Customer Success", locked=frozenset({"Account.Tier__c", "Account.ARR__c"}))
OPERATIONS = Profile("Sales Operations")
READER = Profile(
    "Read Only",
    hidden=frozenset({"Account.ARR__c", "Account.AnnualRevenue", "Contact.Birthdate"}),
    locked=LOCKED_FOR_SUCCESS,
    read_only=True,
)
INTEGRATION = Profile("Minimum Access - API Only Integrations")
PARTNER = Profile(
    "Regional Sales",
    hidden=frozenset({"Account.ARR__c", "Account.Health__c"}),
    locked=LOCKED_FOR_SUCCESS,
    everything=False,
)
PROFILES = {each.name: each for each in (ADMIN, SUCCESS, OPERATIONS, READER, INTEGRATION, PARTNER)}


def with_changes(
    profile: Profile, *, hidden: frozenset[str] | None = None, locked: frozenset[str] | None = None
) -> Profile:
    """Return the profile after an administrator changed its field-level security."""
    return replace(
        profile,
        hidden=profile.hidden if hidden is None else hidden,
        locked=profile.locked if locked is None else locked,
    )
