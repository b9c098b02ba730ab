"""Reads the text of a file of any size and any common encoding, once and from start to end.

A pipe can be read no second time, and a long file should not be.
"""

import codecs
from collections.abc import Iterable, Iterator
from typing import BinaryIO

from sfdesk.errors import InputError
from sfdesk.i18n import _, counted
from sfdesk.ticket import Ticket

_CHUNK = 1 << 20


def whole_lines(name: str, file: BinaryIO, notes: list[str], ticket: Ticket) -> Iterator[str]:
    """Yield the text of a file in pieces that end where a line ends.

    A file is UTF-16 if it says so at its start, else UTF-8; a line that is not valid UTF-8 is taken
    for Windows text. `notes` hears what was put up with, at the end. Raise InputError for UTF-16
    that is cut off, `Cancelled` when cancelled.
    """
    line, first, strange = 1, 0, 0
    for piece in _to_line_ends(_utf_8(name, file, notes, ticket)):
        try:
            yield piece.decode()
        except UnicodeDecodeError:
            texts: list[str] = []
            for at, raw in enumerate(piece.splitlines(keepends=True), line):
                try:
                    texts.append(raw.decode())
                except UnicodeDecodeError:
                    texts.append(raw.decode("cp1252", "replace"))
                    first, strange = first or at, strange + 1
            yield "".join(texts)
        line += piece.count(b"\n")
        if b"\r" in piece:
            line += piece.count(b"\r") - piece.count(b"\r\n")
    if strange:
        note = counted(
            "{file}: {n} line is not UTF-8 (line {line}); it was read as Windows text",
            "{file}: {n} lines are not UTF-8 (the first is line {line}); they were read as "
            "Windows text",
            strange, file=name, line=first,
        )  # fmt: skip
        notes.append(note)


def _utf_8(name: str, file: BinaryIO, notes: list[str], ticket: Ticket) -> Iterator[bytes]:
    """Yield the bytes of a file, UTF-16 brought into UTF-8, without a byte order mark."""
    chunk = file.read(_CHUNK)
    if not chunk.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        chunk = chunk.removeprefix(codecs.BOM_UTF8)
        while chunk:
            ticket.check()
            yield chunk
            chunk = file.read(_CHUNK)
        return
    decoder, last = codecs.getincrementaldecoder("utf-16")("replace"), ""
    while chunk:
        ticket.check()
        text = decoder.decode(chunk)
        last = text[-1:] or last
        yield text.encode()
        chunk = file.read(_CHUNK)
    left_over = decoder.getstate()[0]
    if left_over and last not in ("\n", "\r"):
        raise InputError(
            _("{file} ends within a character of UTF-16").format(file=name),
            _("A part of it is missing, or a byte is too many. Save it again, best as UTF-8."),
        )
    if left_over:
        notes.append(
            _("{file} has half a character behind its end; it was left out").format(file=name)
        )


def _to_line_ends(chunks: Iterable[bytes]) -> Iterator[bytes]:
    """Yield the same bytes in pieces that end where a line ends, but for the last."""
    rest: list[bytes] = []
    for chunk in chunks:
        # The last byte is no line end yet if it is a \r: a \n may follow.
        end = chunk.rfind(b"\n") + 1 or chunk.rfind(b"\r", 0, -1) + 1
        if end:
            yield b"".join((*rest, chunk[:end]))
            rest = [chunk[end:]]
        else:
            rest.append(chunk)
    yield b"".join(rest)
