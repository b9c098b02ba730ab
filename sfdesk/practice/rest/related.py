"""Records reached through a relationship: /sobjects/Account/001.../Contacts."""

from sfdesk.practice.rest import rows
from sfdesk.practice.rest.visit import Visit
from sfdesk.practice.soql.answer import Asking
from sfdesk.practice.wire import Reply, not_found


def related(visit: Visit, sobject: str, record_id: str, relation: str) -> Reply:
    """Return the children of a record, or the one record that it points at."""
    kind = visit.sobject(sobject)
    found = visit.saving().living(kind, record_id)
    asking = Asking(visit.org, visit.site.cursors, visit.person, visit.version)
    given = visit.call.query.get("fields")
    child = visit.schema.child(kind, relation)
    if child is not None:
        target = visit.sobject(child.child)
        names = given or ", ".join(each.name for each in visit.person.profile.shown(target))
        where = f"{child.field.name} = '{found['Id']}'"
        return Reply(200, asking.run(f"SELECT {names} FROM {target.name} WHERE {where}"))
    reference = kind.by_relation.get(relation.lower())
    if reference is None or not found.get(reference.name):
        raise not_found()
    parent = visit.schema.of_id(found[reference.name])
    if parent is None:
        raise not_found()
    names = given or ", ".join(each.name for each in visit.person.profile.shown(parent))
    answer = asking.run(f"SELECT {names} FROM {parent.name} WHERE Id = '{found[reference.name]}'")
    if not answer["records"]:
        raise not_found()
    return Reply(200, answer["records"][0])


def by_key_or_relation(visit: Visit, sobject: str, field: str, value: str) -> Reply:
    """Answer GET of three parts: a key with its value, or an id with a relationship."""
    kind = visit.sobject(sobject)
    known = kind.by_name.get(field.lower())
    if known is None and visit.schema.of_id(field) is kind:
        return related(visit, sobject, field, value)
    return rows.retrieve_by_key(visit, sobject, field, value)
