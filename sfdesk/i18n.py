"""Text for people, in their language where there is a catalogue for it. English is the source."""

import gettext

from sfdesk import paths

_translation = gettext.translation("sfdesk", str(paths.resources() / "locale"), fallback=True)


def _(text: str) -> str:
    """Return `text` in the person's language."""
    return _translation.gettext(text)


def counted(one: str, many: str, number: int, **more: object) -> str:
    """Return the form of the text that fits `number`, with `{n}` (`1,904`) and `more` filled in."""
    return _translation.ngettext(one, many, number).format(n=f"{number:,}", **more)
