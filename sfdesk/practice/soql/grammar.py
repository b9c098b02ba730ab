"""The SOQL grammar, and the error text with a caret that Salesforce answers with."""

import re
import threading
from functools import cache, lru_cache
from typing import Any, Literal

from lark import Lark, Token, Transformer, v_args
from lark.exceptions import UnexpectedCharacters, UnexpectedInput, UnexpectedToken, VisitError

from sfdesk.practice.soql import tree
from sfdesk.practice.wire import Refusal

LONGEST = 100_000
_BUILDING = threading.Lock()
_GRAMMAR = r"""
start: query

query: SELECT items FROM source using? where? with_? group? having? order? limit? offset? for_*

items: item ("," item)*
item: expression NAME?            -> plain
    | "(" query ")"               -> child
    | TYPEOF path when+ (ELSE paths)? END -> typeof
when: WHEN NAME THEN paths
paths: path ("," path)*

expression: path | function
function: NAME "(" ")"            -> bare
        | NAME "(" expression ")" -> applied
path: NAME ("." NAME)*

source: path AS? NAME?
using: USING SCOPE NAME
where: WHERE condition
with_: WITH with_words
with_words: (NAME | "." | EQUAL | STRING)+
group: GROUP BY expression ("," expression)*          -> group
     | GROUP BY ROLLUP "(" expression ("," expression)* ")" -> rolled
     | GROUP BY CUBE "(" expression ("," expression)* ")"   -> cubed
having: HAVING condition
order: ORDER BY key ("," key)*
key: expression (ASC | DESC)? (NULLS (FIRST | LAST))?
limit: LIMIT INTEGER
offset: OFFSET INTEGER
for_: FOR NAME ("," NAME)*

condition: simple
         | simple (AND simple)+   -> all
         | simple (OR simple)+    -> any
simple: "(" condition ")"
      | NOT simple                -> opposite
      | comparison
comparison: expression operator value -> compared
          | expression LIKE STRING    -> like
          | expression IN set         -> within
          | expression NOT IN set     -> without
          | expression (INCLUDES | EXCLUDES) "(" STRING ("," STRING)* ")" -> multi
operator: EQUAL | UNEQUAL | LOWER | LOWER_EQUAL | GREATER | GREATER_EQUAL
set: "(" value ("," value)* ")"   -> listed
   | "(" query ")"                -> asked
value: STRING | DATETIME | DATE | NUMBER | MONEY | INTEGER | TRUE | FALSE | NULL
     | NAME [":" INTEGER]         -> period

EQUAL: "="
UNEQUAL: "!=" | "<>"
LOWER_EQUAL: "<="
GREATER_EQUAL: ">="
LOWER: "<"
GREATER: ">"
SELECT.3: /SELECT\b/i
FROM.3: /FROM\b/i
WHERE.3: /WHERE\b/i
WITH.3: /WITH\b/i
USING.3: /USING\b/i
SCOPE.3: /SCOPE\b/i
GROUP.3: /GROUP\b/i
ORDER.3: /ORDER\b/i
BY.3: /BY\b/i
ROLLUP.3: /ROLLUP\b/i
CUBE.3: /CUBE\b/i
HAVING.3: /HAVING\b/i
ASC.3: /ASC\b/i
DESC.3: /DESC\b/i
NULLS.3: /NULLS\b/i
FIRST.3: /FIRST\b/i
LAST.3: /LAST\b/i
LIMIT.3: /LIMIT\b/i
OFFSET.3: /OFFSET\b/i
FOR.3: /FOR\b/i
AS.3: /AS\b/i
AND.3: /AND\b/i
OR.3: /OR\b/i
NOT.3: /NOT\b/i
IN.3: /IN\b/i
LIKE.3: /LIKE\b/i
INCLUDES.3: /INCLUDES\b/i
EXCLUDES.3: /EXCLUDES\b/i
TYPEOF.3: /TYPEOF\b/i
WHEN.3: /WHEN\b/i
THEN.3: /THEN\b/i
ELSE.3: /ELSE\b/i
END.3: /END\b/i
TRUE.3: /TRUE\b/i
FALSE.3: /FALSE\b/i
NULL.3: /NULL\b/i
STRING: /'(?:[^'\\]|\\.)*'/s
DATETIME.4: /\d{4}-\d\d-\d\dT\d\d:\d\d(:\d\d(\.\d+)?)?(Z|[+-]\d\d:?\d\d)/i
DATE.3: /\d{4}-\d\d-\d\d/
NUMBER.2: /[+-]?\d*\.\d+([eE][+-]?\d+)?|[+-]?\d+\.(?!\d)|[+-]\d+/
MONEY.4: /[A-Z]{3}\d+(\.\d+)?\b/
INTEGER: /\d+/
NAME: /[A-Za-z][A-Za-z0-9_]*/
%ignore /\s+/
"""
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


def at(statement: str, place: int, message: str, code: str = "MALFORMED_QUERY") -> Refusal:
    """Return the refusal that shows the place in the statement: five lines, one with a caret."""
    before = statement[:place]
    row = before.count("\n") + 1
    column = place - (before.rfind("\n") + 1) + 1
    start = max(0, place - 40)
    shown = statement[start : place + 40].replace("\n", " ").replace("\r", " ")
    caret = " " * (place - start) + "^"
    return Refusal(400, code, f"\n{shown}\n{caret}\nERROR at Row:{row}:Column:{column}\n{message}")


def _parser() -> Lark:
    with _BUILDING:
        return _built()


def warm() -> None:
    """Build the parser, which takes a third of a second, before somebody waits for it."""
    _parser()


@cache
def _built() -> Lark:
    return Lark(_GRAMMAR, parser="lalr", maybe_placeholders=True, propagate_positions=False)


@lru_cache(256)
def parse(statement: str) -> tree.Query:
    """Return the tree of a statement; raise `Refusal` MALFORMED_QUERY."""
    if len(statement) > LONGEST:
        raise Refusal(
            400, "MALFORMED_QUERY", "SOQL statements cannot be longer than 100000 characters."
        )
    if not statement.strip():
        raise Refusal(400, "MALFORMED_QUERY", "A query string has to be specified")
    try:
        parsed = _parser().parse(statement)
    except UnexpectedToken as error:
        raise _unexpected(statement, error) from None
    except UnexpectedCharacters as error:
        raise _unexpected_character(statement, error) from None
    except UnexpectedInput:
        raise Refusal(400, "MALFORMED_QUERY", "unexpected token: '<EOF>'") from None
    try:
        query: tree.Query = _Builder().transform(parsed)
    except (RecursionError, VisitError):
        raise Refusal(400, "MALFORMED_QUERY", "The statement is nested too deeply") from None
    return query


def _unexpected(statement: str, error: UnexpectedToken) -> Refusal:
    token = error.token
    if token.type == "$END":
        return Refusal(400, "MALFORMED_QUERY", "unexpected token: '<EOF>'")
    return at(statement, token.start_pos or 0, f"unexpected token: '{token}'")


def _unexpected_character(statement: str, error: UnexpectedCharacters) -> Refusal:
    place = error.pos_in_stream or 0
    letter = statement[place]
    if letter == "'":
        return at(
            statement,
            place,
            "line breaks not allowed in string literals"
            if "\n" in statement[place:]
            else "mismatched character '<EOF>' expecting '''",
        )
    word = re.match(r"\w+", statement[place:])
    return at(statement, place, f"unexpected token: '{word[0] if word else letter}'")


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
