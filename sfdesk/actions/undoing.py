"""Undo: take back a batch of decisions, an import, or a push, as far as nobody built on it."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from sfdesk.salesforce.client import Org
from sfdesk.store.cache import Cache
from sfdesk.store.crm import Crm


@dataclass(frozen=True, slots=True)
class UndoReport:
    """What was taken back; `kept` are sentences about what was left alone and why."""

    batch_id: str
    undone: str
    summary: str
    kept: tuple[str, ...] = ()


def undo(
    batch_id: str,
    crm: Crm,
    open_org: Callable[[], tuple[Org, Cache]],
    *,
    now: datetime,
    by: str,
) -> UndoReport:
    """Undo a batch. `open_org` is called for a push only. Raise UnknownId, InputError (done already)."""
    raise NotImplementedError


# ruff: noqa: E501
