"""Which programs hold a port, as far as the system tells us: Linux does, of our own programs."""

from collections.abc import Collection
from contextlib import suppress
from pathlib import Path

_TABLES = ("tcp", "tcp6")
_LISTENS = "0A"


def holders(ports: Collection[int], proc: Path = Path("/proc")) -> list[str]:
    """Return the names of the programs that listen on these ports, each once; [] where unknown."""
    sockets = {f"socket:[{number}]" for number in _sockets(ports, proc)}
    if not sockets:
        return []
    found = (folder for folder in proc.iterdir() if folder.name.isdigit())
    return sorted({name for folder in found if (name := _name(folder, sockets))})


def _sockets(ports: Collection[int], proc: Path) -> set[str]:
    """Return the inodes of the sockets that listen there."""
    found = set()
    for table in _TABLES:
        with suppress(OSError):
            for line in (proc / "net" / table).read_text(encoding="ascii").splitlines()[1:]:
                parts = line.split()
                if parts[3] == _LISTENS and int(parts[1].rpartition(":")[2], 16) in ports:
                    found.add(parts[9])
    return found


def _name(folder: Path, sockets: Collection[str]) -> str:
    """Return the program's name if one of its open files is such a socket."""
    with suppress(OSError):  # another person's program, or one that has ended since
        if any(str(each.readlink()) in sockets for each in (folder / "fd").iterdir()):
            return (folder / "comm").read_text(encoding="utf-8", errors="replace").strip()
    return ""
