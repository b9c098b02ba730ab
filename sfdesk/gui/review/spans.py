"""Which words of two values differ, so that a table can mark them inside the text.

Whole words are marked, never single letters: `Nordwind [Energie]` reads, `Nordwind [En]e[r]g[ie]`
does not. Not for scoring: the matcher has its own view of what agrees.
"""

import re
from dataclasses import dataclass
from difflib import SequenceMatcher

_TOKENS = re.compile(r"\w+|\s+|[^\w\s]")


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of a value; `differs` says that the other side does not have it."""

    text: str
    differs: bool = False


def marked(left: str, right: str) -> tuple[tuple[Piece, ...], tuple[Piece, ...]]:
    """Cut two values into pieces that agree and pieces that differ; letter case does not count.

    A side that is empty marks nothing: that a value is missing is said in words.
    """
    if not left or not right or left.casefold() == right.casefold():
        return _whole(left), _whole(right)
    mine, theirs = _TOKENS.findall(left), _TOKENS.findall(right)
    matcher = SequenceMatcher(
        None, [t.casefold() for t in mine], [t.casefold() for t in theirs], autojunk=False
    )
    same_left, same_right = set[int](), set[int]()
    for block in matcher.get_matching_blocks():
        same_left.update(range(block.a, block.a + block.size))
        same_right.update(range(block.b, block.b + block.size))
    return _pieces(mine, same_left), _pieces(theirs, same_right)


def plain(pieces: tuple[Piece, ...]) -> str:
    """Return the value with its differing pieces in brackets, as it is read aloud and copied."""
    return "".join(f"[{piece.text}]" if piece.differs else piece.text for piece in pieces)


def _whole(text: str) -> tuple[Piece, ...]:
    return (Piece(text),) if text else ()


def _pieces(tokens: list[str], same: set[int]) -> tuple[Piece, ...]:
    flags = [n not in same for n in range(len(tokens))]
    for n in range(1, len(tokens) - 1):  # a gap between two marked words belongs to the mark
        if tokens[n].isspace() and flags[n - 1] and flags[n + 1]:
            flags[n] = True
    for n, token in enumerate(tokens):  # a gap at the edge of a mark does not
        alone = (n == 0 or not flags[n - 1]) or (n + 1 == len(tokens) or not flags[n + 1])
        if token.isspace() and alone:
            flags[n] = False
    pieces: list[Piece] = []
    for token, differs in zip(tokens, flags, strict=True):
        if pieces and pieces[-1].differs is differs:
            pieces[-1] = Piece(pieces[-1].text + token, differs)
        else:
            pieces.append(Piece(token, differs))
    return tuple(pieces)
