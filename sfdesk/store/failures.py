"""How a store's known failures read. Both borders (sqlite3, SQLAlchemy) speak through these."""

from sfdesk.errors import (
    DiskFull,
    StoreBusy,
    StoreDamaged,
    StoreError,
    StoreTooNew,
    StoreUnreachable,
)
from sfdesk.i18n import _


def busy(store: str, details: str = "") -> StoreBusy:
    """Somebody else holds the write lock, and did not let go in time."""
    return StoreBusy(
        _("{store} is in use by somebody else").format(store=store),
        _("Another SFDesk is writing to it right now. Nothing was changed; try again."),
        retry=True,
        details=details,
    )


def damaged(store: str, details: str = "", *, hint: str = "", retry: bool = False) -> StoreDamaged:
    """The file is not a database, or not a whole one."""
    return StoreDamaged(
        _("{store} is damaged").format(store=store),
        hint
        or _(
            "The file is left as it is. Bring back a backup of it, or the copy that lies beside it."
        ),
        retry=retry,
        details=details,
    )


def too_new(store: str) -> StoreTooNew:
    """A newer version has already changed the layout."""
    return StoreTooNew(
        _("{store} was written by a newer SFDesk").format(store=store),
        _("This version does not know that layout and leaves it alone. Install the newer version."),
    )


def unreachable(
    store: str, hint: str, details: str = "", *, retry: bool = False
) -> StoreUnreachable:
    """The file or server is not there, or lets nobody in."""
    return StoreUnreachable(
        _("{store} cannot be reached").format(store=store), hint, details=details, retry=retry
    )


def disk_full(store: str, details: str = "") -> DiskFull:
    """There is no room left where the store lies."""
    return DiskFull(
        _("There is no room left for {store}").format(store=store),
        _("Nothing of this step was kept. Make room on the disk, then do it again."),
        retry=True,
        details=details,
    )


def unfit(store: str, details: str = "") -> StoreError:
    """A value is of a kind or size that the database does not take."""
    return StoreError(
        _("{store} cannot keep one of these values").format(store=store),
        _("Nothing of this step was kept. Details name the value's trouble."),
        details=details,
    )
