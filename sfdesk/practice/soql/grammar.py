"""Parses SOQL, and writes the error text with a caret that Salesforce answers with."""

import re
import threading
from functools import cache, lru_cache

from lark import Lark
from lark.exceptions import UnexpectedCharacters, UnexpectedInput, UnexpectedToken, VisitError

from sfdesk.practice.soql import tree
from sfdesk.practice.soql.building import built
from sfdesk.practice.soql.language import GRAMMAR
from sfdesk.practice.wire import Refusal

LONGEST = 100_000
_BUILDING = threading.Lock()


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
    return Lark(GRAMMAR, parser="lalr", maybe_placeholders=True, propagate_positions=False)


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
        query = built(parsed)
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
