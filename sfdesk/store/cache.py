"""The mirror of one org's records: one SQLite file per org, which can always be pulled again."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from types import TracebackType
from typing import Self

from sfdesk.domain.orgs import SobjectInfo
from sfdesk.domain.records import Kind, Record


@dataclass(frozen=True, slots=True)
class Watermark:
    """Up to where an sobject was pulled: the server's time, and the fields that were asked for."""

    modstamp: datetime
    fields: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Run:
    """One finished sync, for the status bar and the activity list."""

    at: datetime
    seconds: float
    pulled: Mapping[Kind, int]
    deleted: Mapping[Kind, int]
    calls: int
    calls_left: int | None


class Cache:
    """An open cache. Not to be shared between threads; close it where it was opened."""

    def __init__(self, path: Path) -> None:
        raise NotImplementedError

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()

    def close(self) -> None:
        raise NotImplementedError

    def watermark(self, kind: Kind) -> Watermark | None:
        raise NotImplementedError

    def store_page(
        self, kind: Kind, records: Sequence[Record], *, watermark: Watermark | None = None
    ) -> None:
        """Insert or replace records; `watermark`, if given, moves in the same transaction."""
        raise NotImplementedError

    def mark_deleted(self, kind: Kind, ids: Mapping[str, str | None], *, at: datetime) -> int:
        """Mark records as deleted (id -> id of the record it was merged into, or None)."""
        raise NotImplementedError

    def get(self, kind: Kind, record_id: str) -> Record | None:
        raise NotImplementedError

    def records(self, kind: Kind, *, with_deleted: bool = False) -> Iterator[Record]:
        """Yield records ordered by name."""
        raise NotImplementedError

    def ids(self, kind: Kind) -> frozenset[str]:
        """Ids of all records that are not deleted."""
        raise NotImplementedError

    def count(self, kind: Kind) -> int:
        raise NotImplementedError

    def contacts_of(self, account_ids: Iterable[str]) -> dict[str, list[Record]]:
        """Contacts (not deleted) by the id of their account."""
        raise NotImplementedError

    def merged_into(self, kind: Kind, record_id: str) -> str | None:
        """Where a merged record went, following chains; None if it was not merged."""
        raise NotImplementedError

    def schema(self, kind: Kind) -> SobjectInfo | None:
        raise NotImplementedError

    def store_schema(self, kind: Kind, info: SobjectInfo) -> None:
        raise NotImplementedError

    def add_run(self, run: Run) -> None:
        raise NotImplementedError

    def runs(self, most: int = 20) -> list[Run]:
        """The latest runs, newest first."""
        raise NotImplementedError


# ruff: noqa: D102
