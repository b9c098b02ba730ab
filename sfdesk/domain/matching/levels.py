"""The comparisons, their ordered levels, what each says in words and what it is worth as shipped.

A level's shipped shares say how often it is seen on true pairs and on wrong candidates; weights
learnt from the data at hand start from them.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from sfdesk.domain.matching.coding import Floats
from sfdesk.domain.matching.model import SALESFORCE_ID
from sfdesk.i18n import _


@dataclass(frozen=True, slots=True)
class Level:
    """One outcome of a comparison: its shares in percent on true and on wrong pairs, its words.

    `doubt` is said in place of `text` where the outcome counts against a pair; "" for the same.
    """

    name: str
    true: float
    wrong: float
    text: str
    doubt: str = ""


@dataclass(frozen=True, slots=True)
class Comparison:
    """One field or group of fields that is judged once. `blank` is said where a side is empty.

    `firm` says how much more than usual the shipped shares on wrong pairs count beside the data.
    """

    field: str
    label: str
    levels: tuple[Level, ...]
    blank: str
    firm: float = 1.0


_CLOSE = _("Nearly the same name"), _("Names are not quite the same")
_SIMILAR = _("Similar names"), _("Names are only similar")
_SOME = _("Names have something in common"), _("Names have little in common")
_OTHER = _("Different names"), _("Different names")
_LIKENESS = (*[_CLOSE] * 4, *[_SIMILAR] * 4, *[_SOME] * 4, *[_OTHER] * 2)
_SAME_SOUND = _("Names in two scripts sound the same")
_LIKE_SOUND = _("Names in two scripts sound alike")
_SOME_SOUND = _("Names in two scripts sound a little alike")
_NO_SOUND = _("Names in two scripts sound different")
_NAME = Comparison(
    "name",
    _("Name"),
    tuple(
        Level(f"alike-{13 - n}", true, wrong, *_LIKENESS[n])
        for n, (true, wrong) in enumerate(
            [(40, 0.05), (9, 0.05), (7, 0.1), (6, 0.2), (6, 0.4), (5, 0.8), (4, 1.6), (4, 3.5),
             (4, 8), (4, 16), (3, 20), (3, 22), (3, 17), (2, 10.3)]
        )
    ),
    _("Name is empty on one side"),
)  # fmt: skip
_SOUND_TEXTS = (*[_SAME_SOUND] * 6, *[_LIKE_SOUND] * 4, *[_SOME_SOUND] * 3, *[_NO_SOUND] * 2)
_FIRM = 1000.0
# What sounds alike by chance depends on the sounds of speech, not on the list at hand: where that
# is learnt too, a short list of true pairs takes itself for the chance.


def _sound(field: str, true: Sequence[float], wrong: Sequence[float]) -> Comparison:
    levels = zip(true, wrong, _SOUND_TEXTS, strict=True)
    return Comparison(
        field,
        _("Sound of the name"),
        tuple(Level(f"sound-{14 - n}", m, u, text) for n, (m, u, text) in enumerate(levels)),
        _("The names are in the same script"),
        _FIRM,
    )


_SOUND = _sound(
    "sound",
    (4, 6, 8, 14, 17, 14, 14, 11, 6, 4, 2.4, 1.5, 0.9, 0.6, 0.6),
    (0.0005, 0.002, 0.008, 0.025, 0.06, 0.14, 0.4, 1, 2.3, 4.5, 8, 11, 13, 14, 45.565),
)
_PERSON_SOUND = _sound(
    "person_sound",
    (5, 8, 12, 17, 18, 14, 11, 8, 5, 3, 2, 1, 0.5, 0.2, 0.3),
    (0.0005, 0.001, 0.01, 0.04, 0.15, 0.4, 0.8, 1.5, 2.5, 4, 6, 7, 8, 10, 59.6),
)
_BRANCH = Comparison(
    "branch",
    _("Branch"),
    (
        Level("other-place", 3, 25, _("The names name different places")),
        Level("own-place", 45, 15, _("One name says where the other is")),
        Level("one-place", 27, 30, _("One name has a place, the other none")),
        Level("group", 25, 30, _("One name has a word that tells a parent or a branch")),
        Level("word", 30, 30, _("One name has a further word")),
    ),
    _("No word in the names tells a branch"),
)
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


_FIRST = Comparison(
    "first_name",
    _("First name"),
    (
        Level("equal", 66, 5, _("Same first name")),
        Level("short-form", 8, 0.5, _("One first name is a short form of the other")),
        Level("close", 9, 1, _("First name differs in a letter or two")),
        Level("crossed", 3, 0.3, _("First and last name are exchanged")),
        Level("crossed-close", 1, 0.2, _("First and last name are exchanged and nearly the same")),
        Level("part", 6, 3, _("One first name is an initial or part of the other")),
        Level("similar", 3, 10, _("First names are similar"), _("First names are only similar")),
        Level("differs", 4, 80, _("Different first name")),
    ),
    _("First name is empty on one side"),
)
_LAST = Comparison(
    "last_name",
    _("Last name"),
    (
        Level("equal", 76, 20, _("Same last name")),
        Level("short-form", 0.3, 0.3, _("One last name is a form of the other")),
        Level("close", 9, 2, _("Last name differs in a letter or two")),
        Level("crossed", 3, 0.3, _("Last and first name are exchanged")),
        Level("crossed-close", 1, 0.2, _("Last and first name are exchanged and nearly the same")),
        Level("part", 4, 1.2, _("One last name is part of the other")),
        Level("similar", 2.7, 10, _("Last names are similar"), _("Last names are only similar")),
        Level("differs", 4, 66, _("Different last name")),
    ),
    _("Last name is empty on one side"),
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
        _NAME, _SOUND, _PERSON_SOUND, _BRANCH, _PLACE, _DOMAIN, _PHONE, _EMAIL, _FIRST, _LAST,
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
