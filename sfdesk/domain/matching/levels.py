"""All comparisons by field, and the levels of those that compare no names."""

import numpy as np

from sfdesk.domain.matching.coding import Floats
from sfdesk.domain.matching.comparison import Comparison, Level
from sfdesk.domain.matching.model import SALESFORCE_ID
from sfdesk.domain.matching.name_levels import BRANCH, FIRST, LAST, NAME, PERSON_SOUND, SOUND
from sfdesk.i18n import _

_PLACE = Comparison(
    "place",
    _("Address"),
    (
        Level("same", 50, 0.5, _("Same street address")),
        Level("street", 12, 0.4, _("Same street address, written differently")),
        Level("door", 6, 0.8, _("Same street, other number")),
        Level("postcode", 8, 3, _("Same postcode"), _("Little more than the postcode agrees")),
        Level("city-only", 8, 5, _("Same city"), _("Little more than the city agrees")),
        Level("city", 8, 8, _("Same city, other street")),
        Level("near", 3, 6, _("Nearby postcode"), _("Other postcode, though nearby")),
        Level("region", 2.5, 26, _("Same state, other city")),
        Level("elsewhere", 2, 45, _("Different place")),
        Level("country", 0.5, 5.3, _("Different country")),
    ),
    _("Address is empty on one side"),
)
_DOMAIN = Comparison(
    "domain",
    _("Web"),
    (
        Level("own", 55, 0.3, _("Same web domain, and no other account uses it")),
        Level("few", 12, 1, _("Same web domain, which few other accounts use")),
        Level("some", 8, 3, _("Same web domain, which several accounts use")),
        Level("many", 7, 10, _("Same web domain, which many accounts use")),
        Level("brand", 3, 0.7, _("Same web name with another ending")),
        Level("spelt", 8, 0.3, _("The web name of one is spelt like the name of the other")),
        Level("similar", 3, 3, _("Web domains are similar"), _("Web domains are only similar")),
        Level("differs", 12, 82, _("Different web domain")),
    ),
    _("Web domain is empty on one side"),
)
_PHONE = Comparison(
    "phone",
    _("Phone"),
    (
        Level("own", 60, 0.1, _("Same phone number, and nobody else has it")),
        Level("few", 10, 0.5, _("Same phone number, which few others have")),
        Level("some", 4, 1, _("Same phone number, which several others have")),
        Level("many", 2, 1.4, _("Same phone number, which many others have")),
        Level("local", 2, 0.3, _("Same last seven digits, other area")),
        Level("digit", 3, 0.7, _("Phone differs in one digit")),
        Level("exchange", 5, 3, _("Phone differs in the last digits")),
        Level("area", 7, 15, _("Phone differs, same area")),
        Level("differs", 7, 78, _("Phone differs")),
    ),
    _("Phone is empty on one side"),
)
_EMAIL = Comparison(
    "email",
    _("E-mail"),
    (
        Level("own", 65, 0.05, _("Same e-mail, and nobody else has it")),
        Level("few", 6, 0.3, _("Same e-mail, which few others share")),
        Level("shared", 1, 0.5, _("Same e-mail, which several people share")),
        Level("close", 8, 0.15, _("E-mail differs in a letter or two")),
        Level("similar", 6, 1, _("E-mail addresses are similar")),
        Level("local", 4, 1, _("Same mailbox name at another domain")),
        Level("domain", 4, 15, _("E-mail at the same domain, other mailbox")),
        Level("differs", 6, 82, _("Different e-mail")),
    ),
    _("E-mail is empty on one side"),
)
_CONTACTS = Comparison(
    "contacts",
    _("Contacts"),
    (
        Level("three", 15, 0.05, _("Three or more contacts are the same people")),
        Level("two", 10, 0.15, _("Two contacts are the same people")),
        Level("one", 20, 1.8, _("One contact is the same person")),
        Level("none", 55, 98, _("No contact in common")),
    ),
    _("No contact is known on both sides"),
)
_ACCOUNT = Comparison(
    "account",
    _("Account"),
    (
        Level("linked", 70, 6, _("Their accounts are linked")),
        Level("same", 70, 6, _("Same account name")),
        Level("similar", 10, 4, _("Account names are similar")),
        Level(
            "partly", 5, 6, _("Account names are partly alike"), _("Account names differ in part")
        ),
        Level("differs", 6, 40, _("Different account name")),
        Level("other", 12, 50, _("Their accounts are linked to others")),
    ),
    _("Account is empty or not linked yet"),
)
_BIRTH = Comparison(
    "birth_date",
    _("Birth date"),
    (
        Level("same", 75, 0.3, _("Same birth date")),
        Level(
            "close", 12, 0.7, _("Birth date differs in one digit or in the order of day and month")
        ),
        Level("two", 6, 4, _("Two parts of the birth date agree")),
        Level(
            "one",
            4,
            25,
            _("One part of the birth date agrees"),
            _("Most of the birth date differs"),
        ),
        Level("differs", 3, 70, _("Different birth date")),
    ),
    _("Birth date is empty on one side"),
)


def _free(field: str, label: str, what: str) -> Comparison:
    return Comparison(
        field,
        label,
        (
            Level("same", 55, 12, _("Same {what}").format(what=what)),
            Level(
                "close",
                8,
                2,
                _("{what} nearly the same").format(what=what.capitalize()),
                _("{what} not quite the same").format(what=what.capitalize()),
            ),
            Level(
                "similar",
                12,
                11,
                _("{what} similar or in part the same").format(what=what.capitalize()),
                _("{what} in part different").format(what=what.capitalize()),
            ),
            Level("differs", 25, 75, _("Different {what}").format(what=what)),
        ),
        _("{what} is empty on one side").format(what=what.capitalize()),
    )


_ALL = {
    comparison.field: comparison
    for comparison in (
        NAME, SOUND, PERSON_SOUND, BRANCH, _PLACE, _DOMAIN, _PHONE, _EMAIL, FIRST, LAST,
        _CONTACTS, _ACCOUNT, _BIRTH,
        _free("title", _("Title"), _("title")),
        _free("industry", _("Industry"), _("industry")),
    )
}  # fmt: skip


def _key(field: str, label: str) -> Comparison:
    return Comparison(
        field,
        label,
        (
            Level("own", 88, 0.02, _("Same {label}, and nobody else has it").format(label=label)),
            Level("few", 6, 0.5, _("Same {label}, which few others have").format(label=label)),
            Level("some", 2, 1, _("Same {label}, which several others have").format(label=label)),
            Level("many", 1, 1.5, _("Same {label}, which many others have").format(label=label)),
            Level("differs", 3, 97, _("Different {label}").format(label=label)),
        ),
        _("{label} is empty on one side").format(label=label),
    )


def comparison(field: str) -> Comparison:
    """Return a comparison by its field.

    "other:X" is a column X that has none of its own, "id:X" an external id X.
    """
    if field.startswith("id:"):
        name = field.removeprefix("id:")
        return _key(field, _("Salesforce id") if name == SALESFORCE_ID else _spoken(name))
    if field.startswith("other:"):
        what = _spoken(field.removeprefix("other:"))
        return _free(field, what, what[:1].lower() + what[1:])
    return _ALL[field]


def _spoken(name: str) -> str:
    return name.replace("_", " ").strip().capitalize()


def shipped(field: str) -> tuple[Floats, Floats]:
    """Return the shipped shares of a comparison's levels on true and on wrong pairs, each sum 1."""
    levels = comparison(field).levels
    true = np.array([level.true for level in levels], dtype=np.float64)
    wrong = np.array([level.wrong for level in levels], dtype=np.float64)
    return true / true.sum(), wrong / wrong.sum()
