"""Writes files that take their name only when they are whole, whatever stops the writer."""

import os
import secrets
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import TextIO

from sfdesk.errors import InputError
from sfdesk.i18n import _

_parts: dict[Path, TextIO | None] = {}


@contextmanager
def whole_file(path: Path) -> Iterator[TextIO]:
    """Open a text file (UTF-8, line ends as written) that replaces `path` when the block ends.

    If the block raises, or the program is killed in it, a file of that name stays as it was. Two
    writers of one name do not mix: the later one's file stays. Pipes and devices are written as
    they are. Raise InputError where the file cannot be written.
    """
    path = path.resolve()
    try:
        if path.exists() and not path.is_file():
            with path.open("w", encoding="utf-8", newline="") as file:
                yield file
            return
        if path.exists() and not os.access(path, os.W_OK):
            raise PermissionError(path)
        fresh = path.with_name(f".{path.name[:100]}.{secrets.token_hex(6)}.part")
        _parts[fresh] = None
        try:
            with fresh.open("x", encoding="utf-8", newline="") as file:
                _parts[fresh] = file
                yield file
                file.flush()
                os.fsync(file.fileno())
            fresh.replace(path)
        except BaseException:
            fresh.unlink(missing_ok=True)
            raise
        finally:
            _parts.pop(fresh, None)
    except OSError as error:
        raise InputError(
            _("{file} cannot be written").format(file=path),
            _("Choose a folder that you may write to and that has room."),
            details=str(error),
        ) from error


def drop_parts() -> None:
    """Remove what is half written, for a program that ends and leaves its writers behind."""
    for fresh, file in list(_parts.items()):
        with suppress(OSError, ValueError):
            if file is not None:
                os.close(file.fileno())  # a file that is open cannot be removed everywhere
        with suppress(OSError):
            fresh.unlink(missing_ok=True)


def check_apart(written: Sequence[Path], read: Sequence[Path]) -> None:
    """Raise InputError where a file that is written is also read, or written twice."""
    taken = list(read)
    for path in written:
        if any(_same(path, other) for other in taken):
            raise InputError(
                _("{file} cannot be both read and written").format(file=path)
                if any(_same(path, other) for other in read)
                else _("{file} cannot be written twice").format(file=path),
                _("Give what is written a name of its own."),
            )
        taken.append(path)


def _same(one: Path, other: Path) -> bool:
    try:
        return one.resolve() == other.resolve() or (
            one.is_file() and other.is_file() and one.samefile(other)
        )
    except OSError:
        return False
