"""Writes files that take their name only when they are whole, whatever stops the writer."""

import io
import os
import secrets
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, TextIO

from sfdesk.errors import InputError
from sfdesk.i18n import _

if TYPE_CHECKING:
    from _typeshed import ReadableBuffer

_parts: dict[Path, TextIO | None] = {}


@contextmanager
def whole_files(paths: Sequence[Path]) -> Iterator[list[TextIO]]:
    """Open text files (UTF-8, line ends as written) that replace `paths` when the block ends.

    None is replaced before all are whole. If the block raises, or the program is killed in it,
    files of those names stay as they were. Two writers of one name do not mix: the later one's
    file stays. Pipes and devices are written as they are. Raise InputError where one of the files
    cannot be written.
    """
    parts: list[_Part] = []
    with ExitStack() as ends:
        for path in paths:
            part = _Part.beside(path.resolve())
            ends.callback(part.drop)
            parts.append(part)
        yield [part.text for part in parts]
        for part in parts:
            part.finish()
        for part in parts:
            part.place()


@contextmanager
def _naming(path: Path) -> Iterator[None]:
    try:
        yield
    except OSError as error:
        raise InputError(
            _("{file} cannot be written").format(file=path),
            _("Choose a folder that you may write to and that has room."),
            details=str(error),
        ) from error


class _Bytes(io.FileIO):
    """What text is written to; an error names the file that was wanted."""

    def __init__(self, path: Path, mode: str, wanted: Path) -> None:
        super().__init__(path, mode)
        self._wanted = wanted

    def write(self, data: "ReadableBuffer", /) -> int:
        """Write what the system takes of the data at once; return how much that was."""
        with _naming(self._wanted):
            return super().write(data)


@dataclass(frozen=True, slots=True)
class _Part:
    """A file until it is whole: it stands as `fresh` beside `path`, a pipe or device as itself."""

    path: Path
    fresh: Path
    text: TextIO

    @classmethod
    def beside(cls, path: Path) -> "_Part":
        with _naming(path):
            if path.exists() and not path.is_file():
                return cls(path, path, _text(_Bytes(path, "w", path)))
            if path.exists() and not os.access(path, os.W_OK):
                raise PermissionError(path)
            fresh = path.with_name(f".{path.name[:100]}.{secrets.token_hex(6)}.part")
            _parts[fresh] = None
            try:
                text = _text(_Bytes(fresh, "x", path))
            except OSError:
                del _parts[fresh]
                raise
            _parts[fresh] = text
            return cls(path, fresh, text)

    def finish(self) -> None:
        """Bring the whole file to the disk."""
        with _naming(self.path):
            self.text.flush()
            if self.fresh != self.path:
                os.fsync(self.text.fileno())
            self.text.close()

    def place(self) -> None:
        """Give the file its name."""
        if self.fresh != self.path:
            with _naming(self.path):
                self.fresh.replace(self.path)

    def drop(self) -> None:
        """Remove what has not got its name."""
        with suppress(OSError, InputError):  # what could not be written is told already
            self.text.close()
        if self.fresh != self.path:
            with suppress(OSError):
                self.fresh.unlink(missing_ok=True)
            _parts.pop(self.fresh, None)


def _text(raw: _Bytes) -> TextIO:
    return io.TextIOWrapper(io.BufferedWriter(raw), encoding="utf-8", newline="")


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
