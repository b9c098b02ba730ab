"""Records that somebody else is saving at this moment: a lock lasts for a time or a few tries."""

import time

from sfdesk.practice.org import Org
from sfdesk.practice.wire import Refusal


def put(
    org: Org, record_id: str, *, seconds: float | None = None, times: int | None = None
) -> None:
    """Lock a record for some seconds, for some tries, or until it is unlocked."""
    until = time.time() + seconds if seconds is not None else None
    with org.writing():
        org.run("INSERT OR REPLACE INTO practice_lock VALUES (?, ?, ?)", (record_id, until, times))


def release(org: Org, record_id: str) -> None:
    """Let others save a record again."""
    with org.writing():
        org.run("DELETE FROM practice_lock WHERE id = ?", (record_id,))


def pass_(org: Org, record_id: str) -> None:
    """Raise `Refusal` UNABLE_TO_LOCK_ROW while the record is locked."""
    found = org.row("SELECT until, times FROM practice_lock WHERE id = ?", (record_id,))
    if found is None:
        return
    until, times = found
    if (until is not None and until <= time.time()) or (times is not None and times <= 0):
        org.run("DELETE FROM practice_lock WHERE id = ?", (record_id,))
        return
    if times is not None:
        org.run("UPDATE practice_lock SET times = times - 1 WHERE id = ?", (record_id,))
    raise Refusal(
        400,
        "UNABLE_TO_LOCK_ROW",
        f"unable to obtain exclusive access to this record or 1 records: {record_id}",
        fields=[],
    )
