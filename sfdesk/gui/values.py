"""How single values are written in windows. Not for files and not for Salesforce."""

from sfdesk.domain.records import Value
from sfdesk.domain.sides import shown
from sfdesk.i18n import _

__all__ = ["shown", "shown_or_empty"]


def shown_or_empty(value: Value) -> str:
    """Return a value as people read it; a blank is said in words."""
    return shown(value) or _("(empty)")
