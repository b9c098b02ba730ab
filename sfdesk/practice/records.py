"""Creates, changes, deletes and reads single records, with everything that happens on a save."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from sfdesk.practice import automation, duplicates, ids, locks, persons, rules, visibility
from sfdesk.practice.access import Person
from sfdesk.practice.org import Org
from sfdesk.practice.schema.fields import Field, SObject
from sfdesk.practice.wire import Refusal


@dataclass(frozen=True, slots=True)
class Saving:
    """Who saves, and what the request said about duplicates. `version` is that of the API."""

    org: Org
    person: Person
    version: float = 68.0
    allow_duplicates: bool = False
    duplicate_details: bool = False

    def create(self, sobject: SObject, given: Mapping[str, Any]) -> str:
        """Make a record and return its id; raise `Refusal`."""
        if not sobject.createable or not self.person.profile.edits(sobject):
            raise Refusal(
                400,
                "CANNOT_INSERT_UPDATE_ACTIVATE_ENTITY"
                if not sobject.createable
                else "INSUFFICIENT_ACCESS_OR_READONLY",
                f"entity type cannot be inserted: {sobject.label}",
                fields=[],
            )
        values = rules.checked(self.org, self.person, sobject, given, creating=True)
        self._default(sobject, values)
        is_person = persons.before_create(self.org, sobject, values)
        lacking = [
            each.name for each in sobject.fields if each.required and not _said(values, each)
        ]
        if lacking:
            raise rules.missing(lacking)
        with self.org.writing():
            record_id = self.org.next_id(sobject.prefix)
            stamp = self.org.stamp()
            by = self.person.id
            known = sobject.by_name
            for name, value in (
                ("Id", record_id), ("IsDeleted", 0), ("CreatedDate", stamp), ("CreatedById", by),
                ("LastModifiedDate", stamp), ("LastModifiedById", by), ("SystemModstamp", stamp),
            ):  # fmt: skip
                if name.lower() in known:
                    values[name] = value
            self._save(sobject, record_id, {}, values)
            names = ", ".join(f'"{name}"' for name in values)
            marks = ", ".join("?" * len(values))
            self.org.run(
                f'INSERT INTO "{sobject.name}" ({names}) VALUES ({marks})', list(values.values())
            )
            if is_person:
                persons.follow(self.org, values)
        return record_id

    def _default(self, sobject: SObject, values: dict[str, Any]) -> None:
        for each in sobject.columns():
            if each.name == "OwnerId" and not values.get("OwnerId"):
                values["OwnerId"] = self.person.id
            elif each.auto_number:
                prefix = sobject.prefix
                values[each.name] = f"{self.org.counters.get(prefix, 0) + 1000 + 1:08d}"
            elif each.name not in values and each.default is not None:
                default = each.default
                values[each.name] = int(default) if isinstance(default, bool) else default

    def update(self, sobject: SObject, record_id: str, given: Mapping[str, Any]) -> None:
        """Change some fields of a record; raise `Refusal`."""
        now = self.writable(sobject, record_id)
        body = {key: value for key, value in given.items() if key.lower() != "id"}
        if len(body) != len(given) and "Id" in given and ids.wide(str(given["Id"])) != now["Id"]:
            raise Refusal(
                400, "INVALID_FIELD", "The Id field should not be specified in the sobject data."
            )
        values = rules.checked(self.org, self.person, sobject, body, creating=False)
        persons.before_update(sobject, now, values)
        with self.org.writing():
            self._save(sobject, now["Id"], now, values)
            stamp = self.org.stamp()
            values.update(LastModifiedDate=stamp, LastModifiedById=self.person.id)
            values["SystemModstamp"] = stamp
            self.write(sobject, now["Id"], values)
            if sobject.name == "Account" and now.get("IsPersonAccount"):
                persons.follow(self.org, {**now, **values})

    def _save(
        self, sobject: SObject, record_id: str, now: Mapping[str, Any], values: dict[str, Any]
    ) -> None:
        """Do what happens on every save: automation, validation, uniqueness, duplicate rules."""
        automation.before_save(self.org, sobject, now, values)
        automation.validate(self.org, sobject, {**now, **values})
        self._unique(sobject, record_id, values)
        duplicates.check(
            self.org,
            sobject,
            record_id,
            {**now, **values},
            changed=frozenset(values),
            version=self.version,
            allow=self.allow_duplicates,
            details=self.duplicate_details,
        )

    def _unique(self, sobject: SObject, record_id: str, values: Mapping[str, Any]) -> None:
        for each in sobject.fields:
            value = values.get(each.name)
            if not each.unique or value is None:
                continue
            other = self.org.row(
                f'SELECT "Id" FROM "{sobject.name}" WHERE "{each.name}" = ? AND "Id" <> ? '
                'AND "IsDeleted" = 0',
                (value, record_id),
            )
            if other:
                raise Refusal(
                    400,
                    "DUPLICATE_VALUE",
                    f"duplicate value found: {each.name} duplicates value on record with id: "
                    f"{other[0][:15]}",
                    fields=[],
                )

    def write(self, sobject: SObject, record_id: str, values: Mapping[str, Any]) -> None:
        """Put values into the columns of a record, unchecked."""
        names = ", ".join(f'"{name}" = ?' for name in values)
        self.org.run(
            f'UPDATE "{sobject.name}" SET {names} WHERE "Id" = ?', [*values.values(), record_id]
        )
        if sobject.name == "User":
            self.org.forget_people()

    def columns(self, sobject: SObject, record_id: str) -> dict[str, Any] | None:
        """Return a record's columns, deleted or not; None when there is none or it is not seen."""
        seen, values = visibility.condition(self.person, sobject, "t", shares=self.org.shares)
        extra = f" AND {seen}" if seen else ""
        cursor = self.org.run(
            f'SELECT * FROM "{sobject.name}" t WHERE "Id" = ?{extra}',
            [ids.wide(record_id), *values],
        )
        row = cursor.fetchone()
        if row is None:
            return None
        return dict(zip([each[0] for each in cursor.description], row, strict=True))

    def living(self, sobject: SObject, record_id: str) -> dict[str, Any]:
        """Return the columns of a record that is not deleted; raise the right 404 otherwise."""
        found = self.columns(sobject, record_id)
        if found is None:
            if ids.looks_right(record_id) and self._purged(record_id):
                raise Refusal(404, "ENTITY_IS_DELETED", "entity is deleted", fields=[])
            if ids.looks_right(record_id):
                raise Refusal(404, "NOT_FOUND", "The requested resource does not exist")
            raise Refusal(
                404,
                "NOT_FOUND",
                f"Provided external ID field does not exist or is not accessible: {record_id}",
            )
        if found.get("IsDeleted"):
            raise Refusal(404, "ENTITY_IS_DELETED", "entity is deleted", fields=[])
        return found

    def _purged(self, record_id: str) -> bool:
        wide = ids.wide(record_id)
        return self.org.row("SELECT 1 FROM practice_purged WHERE id = ?", (wide,)) is not None

    def writable(self, sobject: SObject, record_id: str) -> dict[str, Any]:
        """Return the columns of a record that this person may change; raise `Refusal`."""
        found = self.living(sobject, record_id)
        if not sobject.updateable or not self.person.profile.edits(sobject):
            raise Refusal(
                400,
                "INSUFFICIENT_ACCESS_OR_READONLY",
                "insufficient access rights on object id",
                fields=[],
            )
        locks.pass_(self.org, found["Id"])
        return found

    def delete(self, sobject: SObject, record_id: str) -> None:
        """Move a record and what belongs to it to the recycle bin; raise `Refusal`."""
        if not sobject.deletable:
            raise Refusal(405, "METHOD_NOT_ALLOWED", f"{sobject.name} cannot be deleted")
        found = self.writable(sobject, record_id)
        with self.org.writing():
            self._bin(sobject, found["Id"], self.org.stamp())

    def _bin(self, sobject: SObject, record_id: str, stamp: str) -> None:
        changed = self.org.run(
            f'UPDATE "{sobject.name}" SET "IsDeleted" = 1, "SystemModstamp" = ?, '
            '"LastModifiedDate" = ?, "LastModifiedById" = ? WHERE "Id" = ? AND "IsDeleted" = 0',
            (stamp, stamp, self.person.id, record_id),
        )
        if not changed.rowcount:
            return
        for relation in self.org.schema.children[sobject.name.lower()]:
            child = self.org.schema.find(relation.child)
            if child is None or not relation.field.cascade:
                continue
            below = self.org.rows(
                f'SELECT "Id" FROM "{child.name}" WHERE "{relation.field.name}" = ? '
                'AND "IsDeleted" = 0',
                (record_id,),
            )
            for (child_id,) in below:
                self._bin(child, child_id, stamp)


def _said(values: Mapping[str, Any], field: Field) -> bool:
    return values.get(field.name) is not None
