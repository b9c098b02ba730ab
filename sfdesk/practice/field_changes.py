"""What an administrator does to a field while others work: rename, retype or remove it."""

from dataclasses import replace

from sfdesk.practice import tables
from sfdesk.practice.org import Org
from sfdesk.practice.schema.fields import Field, SObject
from sfdesk.practice.schema.objects import Schema


def rename(org: Org, path: str, name: str) -> None:
    """Give a field another API name; its values stay. Raise KeyError for an unknown field."""
    sobject, field = _found(org, path)
    table, old, new = (tables.quoted(each) for each in (sobject.name, field.name, name))
    org.run(f"ALTER TABLE {table} RENAME COLUMN {old} TO {new}")
    _put(org, sobject, field, replace(field, name=name, label=_label(name)))


def retype(org: Org, path: str, type_: str, length: int) -> None:
    """Change a field's type; its values are converted, and no record's stamp moves."""
    sobject, field = _found(org, path)
    changed = replace(field, type=type_, length=length, precision=0, scale=0, digits=0)
    table, old, kept = (tables.quoted(each) for each in (sobject.name, field.name, "practice_old"))
    org.run(f"ALTER TABLE {table} RENAME COLUMN {old} TO {kept}")
    org.run(f"ALTER TABLE {table} ADD COLUMN {tables.column(changed)}")
    org.run(f"UPDATE {table} SET {old} = CAST({kept} AS {tables.affinity(changed)})")
    org.run(f"ALTER TABLE {table} DROP COLUMN {kept}")
    _put(org, sobject, field, changed)


def remove(org: Org, path: str) -> None:
    """Take a field away; its values wait, unseen, as they do before the field is erased."""
    sobject, field = _found(org, path)
    _put(org, sobject, field, None)


def _found(org: Org, path: str) -> tuple[SObject, Field]:
    name, _dot, field = path.partition(".")
    sobject = org.schema.find(name)
    if sobject is None or field.lower() not in sobject.by_name:
        raise KeyError(path)
    return sobject, sobject.by_name[field.lower()]


def _put(org: Org, sobject: SObject, old: Field, new: Field | None) -> None:
    fields = tuple(new if each is old else each for each in sobject.fields)
    changed = replace(sobject, fields=tuple(each for each in fields if each is not None))
    objects = (changed if each is sobject else each for each in org.schema.objects.values())
    org.schema = Schema(tuple(objects))
    org.schema_stamp = org.stamp()


def _label(name: str) -> str:
    return name.removesuffix("__c").replace("_", " ")
