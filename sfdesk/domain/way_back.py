"""Whether a browser will find its way back to this computer, and what to say if perhaps not.

Only words and when to say them. Someone who simply types a password must not be alarmed: what is
certain is said at once, what is merely likely after a while, and the rest as a question.
"""

from collections.abc import Collection
from enum import StrEnum

from sfdesk.i18n import _


class Doubt(StrEnum):
    """A reason why the answer of a sign-in may not arrive here by itself."""

    BY_HTTPS = "by https"  # the browser came, but speaks https where only http is spoken
    NO_LOCALHOST = "no localhost"  # the name does not lead to this program
    PROXY = "proxy"  # the system's proxy is asked for localhost, too, and does not find us
    ANOTHER_COMPUTER = "another computer"  # container, WSL, SSH: the browser may run elsewhere


_CERTAIN = frozenset({Doubt.BY_HTTPS, Doubt.NO_LOCALHOST})
LIKELY_AFTER = 45.0
"""Seconds without an answer, after which a likely reason is named."""

ASK_AFTER = 120.0
"""Seconds without an answer, after which everybody is asked what the browser shows."""


def hint(doubts: Collection[Doubt], waited: float) -> str:
    """Return what the waiting page says after `waited` seconds, "" for nothing yet."""
    for doubt, words in _WORDS.items():
        if doubt in doubts and (doubt in _CERTAIN or waited >= LIKELY_AFTER):
            return words
    return _ASK if waited >= ASK_AFTER else ""


_WORDS = {
    Doubt.BY_HTTPS: _(
        "The browser came back with https, which this address does not speak. Copy the address of "
        "the page that will not load, and paste it here."
    ),
    Doubt.NO_LOCALHOST: _(
        'On this computer the name "localhost" does not lead to SFDesk. Sign in as usual; when the '
        "last page will not load, copy its address and paste it here."
    ),
    Doubt.PROXY: _(
        "This computer's proxy is asked for localhost, too. If the browser's last page will not "
        "load, copy its address and paste it here."
    ),
    Doubt.ANOTHER_COMPUTER: _(
        "Does the browser run on another computer than SFDesk? Then its last page will not load: "
        "copy its address and paste it here."
    ),
}
_ASK = _(
    "Signed in already, and the browser's last page will not load? Copy its address and paste it "
    "here."
)
