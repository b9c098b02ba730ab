"""The objects of this org, and who refers to whom."""

from dataclasses import dataclass

from sfdesk.practice.schema import customers, people, places, variants, views, work
from sfdesk.practice.schema.fields import Field, SObject

STANDARD = (
    customers.ACCOUNT,
    customers.CONTACT,
    work.OPPORTUNITY,
    work.CASE,
    work.TASK,
    work.EVENT,
    people.USER,
    people.PROFILE,
    people.ROLE,
    people.GROUP,
    people.ORGANIZATION,
    people.RECORD_TYPE,
    work.SUCCESS_PLAN,
    views.LIST_VIEW,
)


@dataclass(frozen=True, slots=True)
class Relation:
    """One child relationship: `field` of `child` points at the object that has it."""

    child: str
    field: Field


class Schema:
    """Every object by its name in lower case, and who refers to whom."""

    def __init__(self, objects: tuple[SObject, ...] = STANDARD) -> None:
        self.objects = {each.name.lower(): each for each in objects}
        self.prefixes = {each.prefix: each for each in self.objects.values()}
        self.children: dict[str, list[Relation]] = {name: [] for name in self.objects}
        for each in self.objects.values():
            for reference in each.fields:
                for target in reference.refers:
                    if target.lower() in self.children:
                        self.children[target.lower()].append(Relation(each.name, reference))

    def find(self, name: str) -> SObject | None:
        """Return an object whatever the case of its name."""
        return self.objects.get(name.lower())

    def of_id(self, record_id: str) -> SObject | None:
        """Return the object that an id belongs to."""
        return self.prefixes.get(record_id[:3])

    def child(self, parent: SObject, relation: str) -> Relation | None:
        """Return the child relationship of that name."""
        wanted = relation.lower()
        for each in self.children[parent.name.lower()]:
            if (each.field.child_relation or "").lower() == wanted:
                return each
        return None


def shaped(*, persons: bool, currencies: bool, codes: bool) -> Schema:
    """Return the schema of an org with person accounts, several currencies, state codes."""
    objects: tuple[SObject, ...] = STANDARD
    if persons:
        objects = variants.with_persons(objects)
    if currencies:
        objects = variants.with_currencies(objects)
    if codes:
        objects = places.with_codes(objects)
    return Schema(objects)
