"""Turns what the parser found into the tree of a statement."""

import re
from typing import Any, Literal

from lark import Token, Transformer, Tree, v_args

from sfdesk.practice.soql import tree

_ESCAPES = {"n": "\n", "r": "\r", "t": "\t", "b": "\b", "f": "\f"}
_ESCAPE = re.compile(r"\\(u[0-9A-Fa-f]{4}|.)", re.DOTALL)


def unescaped(token: str, *, like: bool = False) -> str:
    r"""Return the text inside quotes; for LIKE, `\_` and `\%` keep their backslash."""

    def one(found: re.Match[str]) -> str:
        letter = found[1]
        if len(letter) == 5:
            return chr(int(letter[1:], 16))
        if like and letter in "_%\\":
            return "\\" + letter
        if letter in "_%":
            return "\\" + letter
        return _ESCAPES.get(letter, letter)

    return _ESCAPE.sub(one, token[1:-1])


def built(parsed: Tree[Token]) -> tree.Query:
    """Return the statement that a parser found; raise VisitError when it is nested too deeply."""
    found: tree.Query = _Builder().transform(parsed)
    return found


@v_args(inline=True)
class _Builder(Transformer[Token, Any]):
    """Turns lark's tree into ours, from the leaves up."""

    def start(self, query: tree.Query) -> tree.Query:
        return query

    def path(self, *names: Token) -> tree.Path:
        return tree.Path(tuple(str(each) for each in names), names[0].start_pos or 0)

    def paths(self, *paths: tree.Path) -> tuple[tree.Path, ...]:
        return paths

    def bare(self, name: Token) -> tree.Function:
        return tree.Function(name.upper(), None, name.start_pos or 0)

    def applied(self, name: Token, of: tree.Expression) -> tree.Function:
        return tree.Function(name.upper(), of, name.start_pos or 0)

    def expression(self, of: tree.Expression) -> tree.Expression:
        return of

    def plain(self, what: tree.Expression, alias: Token | None = None) -> tree.Item:
        return tree.Item(what, str(alias) if alias else None)

    def child(self, query: tree.Query) -> tree.Item:
        return tree.Item(query)

    def when(self, _when: Token, name: Token, _then: Token, paths: Any) -> tuple[str, Any]:
        return str(name), paths

    def typeof(self, _typeof: Token, relation: tree.Path, *rest: Any) -> tree.Item:
        branches = tuple(
            each for each in rest if isinstance(each, tuple) and isinstance(each[0], str)
        )
        others = [each for each in rest if isinstance(each, tuple) and each not in branches]
        return tree.Item(tree.TypeOf(relation, branches, others[0] if others else ()))

    def items(self, *items: tree.Item) -> tuple[tree.Item, ...]:
        return items

    def source(self, path: tree.Path, *rest: Token | None) -> dict[str, Any]:
        names = [str(each) for each in rest if each is not None and each.type == "NAME"]
        return {"source": path, "alias": names[0] if names else None}

    def using(self, _using: Token, _scope: Token, name: Token) -> dict[str, Any]:
        return {"scope": str(name)}

    def where(self, _where: Token, condition: tree.Condition) -> dict[str, Any]:
        return {"where": condition}

    def having(self, _having: Token, condition: tree.Condition) -> dict[str, Any]:
        return {"having": condition}

    def with_words(self, *_words: Token) -> None:
        return None

    def with_(self, *_words: Token) -> dict[str, Any]:
        return {}

    def for_(self, *_words: Token) -> dict[str, Any]:
        return {}

    def group(self, *rest: Any) -> dict[str, Any]:
        return {"group": tuple(each for each in rest if not isinstance(each, Token))}

    def rolled(self, *rest: Any) -> dict[str, Any]:
        return {**self.group(*rest), "rollup": "ROLLUP"}

    def cubed(self, *rest: Any) -> dict[str, Any]:
        return {**self.group(*rest), "rollup": "CUBE"}

    def key(self, by: tree.Expression, *words: Token) -> tree.Order:
        said = {each.type for each in words if each is not None}
        nulls: Literal["FIRST", "LAST"] | None = "LAST" if "LAST" in said else None
        if "FIRST" in said:
            nulls = "FIRST"
        return tree.Order(by, "DESC" in said, nulls)

    def order(self, _order: Token, _by: Token, *keys: tree.Order) -> dict[str, Any]:
        return {"order": keys}

    def limit(self, _limit: Token, count: Token) -> dict[str, Any]:
        return {"limit": int(count)}

    def offset(self, _offset: Token, count: Token) -> dict[str, Any]:
        return {"offset": int(count)}

    def query(self, select: Token, items: Any, _from: Token, *rest: Any) -> tree.Query:
        parts: dict[str, Any] = {}
        for each in rest:
            parts.update(each or {})
        return tree.Query(items=items, at=select.start_pos or 0, **parts)

    def condition(self, of: tree.Condition) -> tree.Condition:
        return of

    def simple(self, of: tree.Condition) -> tree.Condition:
        return of

    def all(self, *parts: Any) -> tree.All_:
        return tree.All_(tuple(each for each in parts if not isinstance(each, Token)))

    def any(self, *parts: Any) -> tree.Any_:
        return tree.Any_(tuple(each for each in parts if not isinstance(each, Token)))

    def opposite(self, _not: Token, of: tree.Condition) -> tree.Not:
        return tree.Not(of)

    def comparison(self, of: tree.Compare) -> tree.Compare:
        return of

    def operator(self, op: Token) -> Token:
        return op

    def compared(self, left: tree.Expression, op: Token, right: tree.Literal_) -> tree.Compare:
        said = "!=" if op.type == "UNEQUAL" else str(op)
        return tree.Compare(left, said, right, left.at)

    def like(self, left: tree.Expression, _like: Token, token: Token) -> tree.Compare:
        pattern = unescaped(token, like=True)
        return tree.Compare(
            left, "LIKE", tree.Literal_("string", pattern, token.start_pos or 0), left.at
        )

    def within(self, left: tree.Expression, _in: Token, right: Any) -> tree.Compare:
        return tree.Compare(left, "IN", right, left.at)

    def without(self, left: tree.Expression, _not: Token, _in: Token, right: Any) -> tree.Compare:
        return tree.Compare(left, "NOT IN", right, left.at)

    def multi(self, left: tree.Expression, word: Token, *values: Token) -> tree.Compare:
        right = tuple(
            tree.Literal_("string", unescaped(each), each.start_pos or 0) for each in values
        )
        return tree.Compare(left, word.upper(), right, left.at)

    def listed(self, *values: tree.Literal_) -> tuple[tree.Literal_, ...]:
        return values

    def asked(self, query: tree.Query) -> tree.Query:
        return query

    def period(self, name: Token, count: Token | None) -> tree.Literal_:
        said = f"{name}:{count}" if count is not None else str(name)
        return tree.Literal_("period", said.upper(), name.start_pos or 0)

    def value(self, token: Token) -> tree.Literal_:
        place = token.start_pos or 0
        kinds = {
            "DATETIME": "datetime",
            "DATE": "date",
            "NUMBER": "number",
            "INTEGER": "number",
            "TRUE": "boolean",
            "FALSE": "boolean",
            "NULL": "null",
        }
        if token.type == "STRING":
            return tree.Literal_("string", unescaped(token), place)
        if token.type == "MONEY":
            return tree.Literal_("number", token[3:], place)
        return tree.Literal_(
            kinds[token.type],
            token.lower() if token.type in ("TRUE", "FALSE") else str(token),
            place,
        )
