"""How single values are written in windows. Not for files and not for Salesforce."""

from datetime import date
from decimal import Decimal

from sfdesk.domain.records import Value, is_blank
from sfdesk.i18n import _


def shown(value: Value) -> str:
    """Return a value as people read it: `48,000`, `31 Mar 2027`; blanks are empty text."""
    if is_blank(value):
        return ""
    if isinstance(value, bool):
        return _("yes") if value else _("no")
    if isinstance(value, int):
        return f"{value:,}"
    if isinstance(value, Decimal):
        return f"{value:,f}"
    if isinstance(value, date):
        return f"{value.day} {value:%b %Y}"
    return str(value)


def shown_or_empty(value: Value) -> str:
    """Return a value as people read it; a blank is said in words."""
    return shown(value) or _("(empty)")
