"""List views over REST: which there are, what one asks for, and what it shows.

Shapes: REST API Developer Guide, "List Views for an Object" and the pages after it.
"""

from typing import Any

from sfdesk.practice import list_views, moments
from sfdesk.practice.list_views import View
from sfdesk.practice.rest import view_words
from sfdesk.practice.rest.visit import Visit
from sfdesk.practice.schema.fields import Field, SObject
from sfdesk.practice.soql import tree
from sfdesk.practice.soql.answer import Asking
from sfdesk.practice.soql.grammar import parse
from sfdesk.practice.soql.plan import Asked, plan
from sfdesk.practice.soql.scope import Context, Scope
from sfdesk.practice.wire import Refusal, Reply, not_found

_ALWAYS = ("Id", "CreatedDate", "LastModifiedDate", "SystemModstamp")
_PAGE = 25
_LARGEST = 2000


def every(visit: Visit, sobject: str) -> Reply:
    """Answer GET /sobjects/Account/listviews, page by page."""
    kind = _kind(visit, sobject)
    found = list_views.every(visit.org, visit.person, kind)
    limit, offset = _number(visit, "limit", _PAGE, 1), _number(visit, "offset", 0, 0)
    end = offset + limit
    more = f"{visit.here}/sobjects/{kind.name}/listviews?limit={limit}&offset={end}"
    return _listed(visit, kind, found[offset:end], more if end < len(found) else None)


def recent(visit: Visit, sobject: str) -> Reply:
    """Answer GET /sobjects/Account/listviews/recent: what this person opened, the last first."""
    kind = _kind(visit, sobject)
    rows = visit.org.rows(
        "SELECT id FROM practice_recent WHERE user_id = ? AND sobject = 'ListView' "
        "ORDER BY at DESC",
        (visit.person.id,),
    )
    opened = (list_views.find(visit.org, visit.person, row[0]) for row in rows)
    return _listed(visit, kind, [v for v in opened if v and v.sobject == kind.name], None)


def show(visit: Visit, sobject: str, view_id: str) -> Reply:
    """Answer GET /sobjects/Account/listviews/00B."""
    kind = _kind(visit, sobject)
    return Reply(200, _basic(visit, _view(visit, kind, view_id)))


def describe(visit: Visit, sobject: str, view_id: str) -> Reply:
    """Answer GET /sobjects/Account/listviews/00B/describe."""
    kind = _kind(visit, sobject)
    view = _view(visit, kind, view_id)
    columns = _columns(visit, kind, view)
    statement = _statement(visit, kind, view, columns)
    order = [
        {"fieldNameOrPath": name, "nullsPosition": "first", "sortDirection": "ascending"}
        for name in _keys(columns)
    ]
    return Reply(
        200,
        {
            "columns": columns,
            "id": view.id[:15],
            "orderBy": order,
            "query": statement,
            "scope": None if view.scope == "everything" else view.scope,
            "sobjectType": kind.name,
            "whereCondition": view_words.condition(parse(statement).where),
        },
    )


def results(visit: Visit, sobject: str, view_id: str) -> Reply:
    """Answer GET /sobjects/Account/listviews/00B/results?limit=..&offset=.."""
    kind = _kind(visit, sobject)
    view = _view(visit, kind, view_id)
    columns = _columns(visit, kind, view)
    limit, offset = _number(visit, "limit", _PAGE, 1), _number(visit, "offset", 0, 0)
    statement = _statement(visit, kind, view, columns)
    asking = Asking(visit.org, visit.site.cursors, visit.person, visit.version, raw=False)
    # One more than asked for tells whether that was all.
    found = asking.run(f"{statement} LIMIT {limit + 1} OFFSET {offset}")
    records = found["records"]
    while not found["done"]:
        found = asking.more(found["nextRecordsUrl"].rpartition("/")[2])
        records += found["records"]
    visit.org.touch(visit.person.id, "ListView", view.id)
    rows = [_row(columns, each) for each in records[:limit]]
    return Reply(
        200,
        {
            "columns": columns,
            "developerName": view.developer_name,
            "done": len(records) <= limit,
            "id": view.id[:15],
            "label": view.name,
            "records": rows,
            "size": len(rows),
        },
    )


def _kind(visit: Visit, sobject: str) -> SObject:
    kind = visit.sobject(sobject)
    if not kind.layoutable:
        raise not_found()
    return kind


def _view(visit: Visit, kind: SObject, view_id: str) -> View:
    found = list_views.find(visit.org, visit.person, view_id)
    if found is None or found.sobject != kind.name:
        raise not_found()
    return found


def _number(visit: Visit, name: str, default: int, least: int) -> int:
    said = visit.call.query.get(name, str(default))
    if not said.isdecimal() or not least <= int(said) <= _LARGEST:
        raise Refusal(
            400, "NUMBER_OUTSIDE_VALID_RANGE", f"{name} has to be from {least} to {_LARGEST}"
        )
    return int(said)


def _listed(visit: Visit, kind: SObject, views: list[View], more: str | None) -> Reply:
    return Reply(
        200,
        {
            "done": more is None,
            "listviews": [_basic(visit, each) for each in views],
            "nextRecordsUrl": more,
            "size": len(views),
            "sobjectType": kind.name,
        },
    )


def _basic(visit: Visit, view: View) -> dict[str, Any]:
    here = f"{visit.here}/sobjects/{view.sobject}/listviews/{view.id}"
    return {
        "describeUrl": f"{here}/describe",
        "developerName": view.developer_name,
        "id": view.id,
        "label": view.name,
        "resultsUrl": f"{here}/results",
        "soqlCompatible": view.compatible,
        "url": here,
    }


def _columns(visit: Visit, kind: SObject, view: View) -> list[dict[str, Any]]:
    """Return what a view shows of a record; a field that the reader may not see is left out."""
    always = [each for each in _ALWAYS if each not in view.columns]
    named = [(name, _field(visit, kind, name)) for name in (*view.columns, *always)]
    shown = [
        view_words.column(name, found, kind, hidden=name in always)
        for name, found in named
        if found is not None
    ]
    shown[0]["sortDirection"], shown[0]["sortIndex"] = "ascending", 0
    return shown


def _field(visit: Visit, kind: SObject, name: str) -> Field | None:
    context = Context(visit.schema, visit.person, name)
    try:
        return Scope(context, kind).find(tree.Path(tuple(name.split(".")))).field
    except Refusal:
        return None


def _keys(columns: list[dict[str, Any]]) -> list[str]:
    return list(dict.fromkeys((columns[0]["fieldNameOrPath"], "Id")))


def _statement(visit: Visit, kind: SObject, view: View, columns: list[dict[str, Any]]) -> str:
    """Return the query of a view; raise `Refusal` where its reader may not ask for that."""
    items = ", ".join(each["selectListItem"].lower() for each in columns)
    scope = "" if view.scope == "everything" else f" USING SCOPE {view.scope}"
    where = f" WHERE {view.condition}" if view.condition else ""
    order = ", ".join(f"{name} ASC NULLS FIRST" for name in _keys(columns))
    statement = f"SELECT {items} FROM {kind.name}{scope}{where} ORDER BY {order}"
    context = Context(visit.schema, visit.person, statement)
    plan(Asked(context, visit.org.now().date(), ""), parse(statement))
    return statement


def _row(columns: list[dict[str, Any]], record: dict[str, Any]) -> dict[str, Any]:
    cells = [
        {"fieldNameOrPath": each["fieldNameOrPath"], "value": _cell(each, record)}
        for each in columns
    ]
    return {"columns": cells}


def _cell(column: dict[str, Any], record: dict[str, Any]) -> str | None:
    """Return a value as text, a moment as `Fri Aug 01 21:15:46 GMT 2014`."""
    found: Any = record
    for name in column["fieldNameOrPath"].split("."):
        found = found.get(name) if isinstance(found, dict) else None
    if found is None:
        return None
    if isinstance(found, bool):
        return str(found).lower()
    if column["type"] == "datetime":
        return moments.moment(found).strftime("%a %b %d %H:%M:%S GMT %Y")
    return str(found)
