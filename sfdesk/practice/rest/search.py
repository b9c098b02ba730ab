"""SOSL basics: FIND {words} IN ... FIELDS RETURNING Account(Id, Name WHERE ...), Contact."""

import re
from functools import cache
from typing import Any

from lark import Lark, Token, Transformer, v_args
from lark.exceptions import UnexpectedInput

from sfdesk.practice.rest.visit import Visit
from sfdesk.practice.schema.fields import TEXTS, SObject
from sfdesk.practice.soql.answer import Asking
from sfdesk.practice.wire import Refusal, Reply

_MOST = 2000
_GRAMMAR = r"""
start: FIND BRACED (IN NAME FIELDS)? (RETURNING returned ("," returned)*)? (LIMIT INT)?
returned: NAME ("(" INSIDE ")")?
FIND.2: /FIND\b/i
IN.2: /IN\b/i
FIELDS.2: /FIELDS\b/i
RETURNING.2: /RETURNING\b/i
LIMIT.2: /LIMIT\b/i
BRACED: /\{(?:[^}\\]|\\.)*\}/s
INSIDE: /(?:[^()']|'(?:[^'\\]|\\.)*'|\((?:[^()']|'(?:[^'\\]|\\.)*')*\))+/s
NAME: /[A-Za-z][A-Za-z0-9_]*/
INT: /\d+/
%ignore /\s+/
"""
_CLAUSE = re.compile(r"\b(WHERE|ORDER\s+BY|LIMIT|OFFSET)\b", re.IGNORECASE)


@cache
def _parser() -> Lark:
    return Lark(_GRAMMAR, parser="lalr", maybe_placeholders=True)


@v_args(inline=True)
class _Builder(Transformer[Token, Any]):
    def returned(self, name: Token, inside: Token | None = None) -> tuple[str, str]:
        return str(name), str(inside or "")

    def start(self, *parts: Any) -> tuple[str, str, list[tuple[str, str]], int]:
        tokens = [each for each in parts if isinstance(each, Token)]
        words = next(str(each)[1:-1] for each in tokens if each.type == "BRACED")
        scope = next((str(each).upper() for each in tokens if each.type == "NAME"), "ALL")
        limit = next((int(each) for each in tokens if each.type == "INT"), _MOST)
        return words, scope, [each for each in parts if isinstance(each, tuple)], limit


def search(visit: Visit) -> Reply:
    """Answer GET /search?q=FIND {..}."""
    statement = visit.call.query.get("q", "")
    try:
        words, scope, returned, limit = _Builder().transform(_parser().parse(statement))
    except UnexpectedInput as error:
        found = statement[error.pos_in_stream or 0 :][:20]
        raise Refusal(400, "MALFORMED_SEARCH", f"unexpected token: '{found}'") from None
    wanted = returned or [(each.name, "") for each in visit.schema.objects.values()
                          if each.searchable and each.name_field]  # fmt: skip
    records: list[Any] = []
    for name, inside in wanted:
        records += _found(visit, name, inside, words, scope)
    # Up to version 36 the list came bare.
    old = float(visit.version) <= 36
    return Reply(200, records[:limit] if old else {"searchRecords": records[:limit]})


def parameterized(visit: Visit) -> Reply:
    """Answer GET /parameterizedSearch?q=words&sobject=Account&Account.fields=Id,Name."""
    words = visit.call.query.get("q", "")
    names = [each for each in visit.call.query.get("sobject", "Account,Contact").split(",") if each]
    records: list[Any] = []
    for name in names:
        fields = visit.call.query.get(f"{name}.fields") or visit.call.query.get("fields") or "Id"
        records += _found(visit, name, fields, words, visit.call.query.get("in", "ALL").upper())
    return Reply(200, {"searchRecords": records})


def _found(visit: Visit, name: str, inside: str, words: str, scope: str) -> list[Any]:
    kind = visit.schema.find(name)
    if kind is None:
        raise Refusal(400, "INVALID_TYPE", f"sObject type '{name}' is not supported.")
    condition = _condition(visit, kind, words, scope)
    if not condition:
        return []
    clause = _CLAUSE.search(inside)
    fields = (inside[: clause.start()] if clause else inside).strip() or "Id"
    rest = inside[clause.start() :] if clause else ""
    if rest.upper().startswith("WHERE"):
        end = next((at.start() for at in _CLAUSE.finditer(rest) if at.start() > 0), len(rest))
        condition += f" AND ({rest[5:end]})"
        rest = rest[end:]
    asking = Asking(visit.org, visit.site.cursors, visit.person, visit.version)
    answer = asking.run(f"SELECT {fields} FROM {kind.name} WHERE {condition} {rest}")
    found: list[Any] = answer["records"]
    return found


def _condition(visit: Visit, kind: SObject, words: str, scope: str) -> str:
    """Return the SOQL condition that every word is in at least one searched field."""
    kinds = {
        "NAME": ("string",), "EMAIL": ("email",), "PHONE": ("phone",),
    }.get(scope, ("string", "email", "phone", "url"))  # fmt: skip
    fields = [
        each.name
        for each in visit.person.profile.shown(kind)
        if each.type in kinds
        and each.type in TEXTS
        and each.stored
        and (scope != "NAME" or "name" in each.name.lower())
    ]
    plain = [re.sub(r"\\(.)", r"\1", each) for each in words.split()]
    if not fields or not plain:
        return ""
    groups = []
    for word in plain:
        pattern = word.replace("\\", "").replace("'", "\\'").replace("%", "\\%")
        pattern = pattern.replace("_", "\\_").replace("*", "%").replace("?", "_")
        groups.append("(" + " OR ".join(f"{each} LIKE '%{pattern}%'" for each in fields) + ")")
    return " AND ".join(groups)
