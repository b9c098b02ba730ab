"""The list of connected orgs, `orgs.json` in the config folder. No secret is in it."""

import json
import os
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict, replace
from datetime import datetime
from pathlib import Path
from typing import Any

from filelock import FileLock, Timeout

from sfdesk import paths
from sfdesk.domain.list_views import ListView
from sfdesk.domain.orgs import OrgInfo, OrgKind, Scope
from sfdesk.errors import StoreBusy, StoreDamaged, StoreError
from sfdesk.i18n import _

_SCHEMA = 1


def load() -> list[OrgInfo]:
    """Return the connected orgs in the order in which they were connected.

    Raise StoreDamaged for a file that cannot be read; it is left as it is.
    """
    try:
        raw = json.loads(_path().read_text(encoding="utf-8"))
        return [_org(entry) for entry in raw["orgs"]]
    except FileNotFoundError:
        return []
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise StoreDamaged(
            _("The list of connected Salesforces cannot be read"),
            _("Mend or delete this file and connect again: {path}").format(path=_path()),
            details=type(error).__name__,
        ) from error


def put(info: OrgInfo) -> None:
    """Add an org, or replace the one with the same alias. Raise StoreError, StoreDamaged."""
    with _changing():
        known = load()
        if any(org.alias == info.alias for org in known):
            _write([info if org.alias == info.alias else org for org in known])
        else:
            _write([*known, info])


def remove(alias: str) -> None:
    """Take an org off the list; an unknown alias is no error. Raise StoreError, StoreDamaged."""
    with _changing():
        _write([org for org in load() if org.alias != alias])


def set_instance_url(alias: str, url: str) -> None:
    """Keep where an org's API answers now; the rest of the entry stays as it is."""
    with _changing():
        _write([replace(o, instance_url=url) if o.alias == alias else o for o in load()])


def mark_signed_out(alias: str) -> None:
    """Keep that a person has to sign in again; the rest of the entry stays as it is."""
    with _changing():
        _write([replace(o, signed_in=False) if o.alias == alias else o for o in load()])


def _path() -> Path:
    return paths.config_folder() / "orgs.json"


@contextmanager
def _changing() -> Iterator[None]:
    """Let one program at a time read, change and write the list."""
    try:
        with FileLock(paths.config_folder() / "orgs.lock", timeout=10):
            yield
    except Timeout:
        raise StoreBusy(
            _("Another sfdesk is changing the list of connected Salesforces"),
            _("Try again in a few seconds."),
            retry=True,
        ) from None


def _org(raw: dict[str, Any]) -> OrgInfo:
    known = {name: raw[name] for name in OrgInfo.__dataclass_fields__ if name in raw}
    for name in known.keys() & {"may_push", "signed_in"}:
        if not isinstance(known[name], bool):
            raise TypeError(name)
    view, scope = known.get("list_view"), Scope(raw["scope"])
    if (view is not None) != (scope is Scope.LIST_VIEW):
        raise ValueError("list_view")
    return OrgInfo(
        **{
            **known,
            "list_view": _list_view(view) if view is not None else None,
            "kind": OrgKind(raw["kind"]),
            "scope": scope,
            "connected_at": datetime.fromisoformat(raw["connected_at"]),
        }
    )


def _list_view(raw: dict[str, Any]) -> ListView:
    view = ListView(**{name: raw[name] for name in ListView.__dataclass_fields__ if name in raw})
    if not isinstance(view.id, str) or not isinstance(view.name, str):
        raise TypeError("list_view")
    return view


def _write(orgs: list[OrgInfo]) -> None:
    """Write the whole list; a crash while writing leaves the old file whole."""
    entries = [{**asdict(org), "connected_at": org.connected_at.isoformat()} for org in orgs]
    text = json.dumps({"schema": _SCHEMA, "orgs": entries}, indent=2) + "\n"
    fresh = _path().with_suffix(".new")
    try:
        fresh.unlink(missing_ok=True)
        with os.fdopen(os.open(fresh, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w") as file:
            file.write(text)
            file.flush()
            os.fsync(file.fileno())
        fresh.replace(_path())
    except OSError as error:
        raise StoreError(
            _("The list of connected Salesforces cannot be written"),
            _("Check that there is room and that you may write here: {path}").format(path=_path()),
            details=str(error),
        ) from error
