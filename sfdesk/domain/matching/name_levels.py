"""The levels of whatever compares names: of companies, of people, by their letters and sounds."""

from collections.abc import Sequence

from sfdesk.domain.matching.comparison import Comparison, Level
from sfdesk.i18n import _

_CLOSE = _("Nearly the same name"), _("Names are not quite the same")
_SIMILAR = _("Similar names"), _("Names are only similar")
_SOME = _("Names have something in common"), _("Names have little in common")
_OTHER = _("Different names"), _("Different names")
_LIKENESS = (*[_CLOSE] * 4, *[_SIMILAR] * 4, *[_SOME] * 4, *[_OTHER] * 2)
_SAME_SOUND = _("Names in two scripts sound the same")
_LIKE_SOUND = _("Names in two scripts sound alike")
_SOME_SOUND = _("Names in two scripts sound a little alike")
_NO_SOUND = _("Names in two scripts sound different")
NAME = Comparison(
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


SOUND = _sound(
    "sound",
    (4, 6, 8, 14, 17, 14, 14, 11, 6, 4, 2.4, 1.5, 0.9, 0.6, 0.6),
    (0.0005, 0.002, 0.008, 0.025, 0.06, 0.14, 0.4, 1, 2.3, 4.5, 8, 11, 13, 14, 45.565),
)
PERSON_SOUND = _sound(
    "person_sound",
    (5, 8, 12, 17, 18, 14, 11, 8, 5, 3, 2, 1, 0.5, 0.2, 0.3),
    (0.0005, 0.001, 0.01, 0.04, 0.15, 0.4, 0.8, 1.5, 2.5, 4, 6, 7, 8, 10, 59.6),
)
BRANCH = Comparison(
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
FIRST = Comparison(
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
LAST = Comparison(
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
