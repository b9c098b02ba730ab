"""Greek, Hebrew and Arabic letters in Latin ones."""

import re
import unicodedata

from sfdesk.domain.matching.sounds.table import table

_GREEK_PAIRS = (
    (re.compile(r"\bμπ"), "b"), (re.compile(r"\bντ"), "d"), (re.compile(r"\bγκ"), "g"),
    (re.compile("γ(?=[γξχ])"), "n"), (re.compile("[αά]ύ|αυ"), "av"), (re.compile("εύ|ευ"), "ev"),
    (re.compile("ού|ου"), "ou"), (re.compile("τζ"), "tz"), (re.compile("τσ"), "ts"),
)  # fmt: skip
"""Letters that sound otherwise together (ELOT 743, and first letters as people write them)."""
_GREEK = str.maketrans(
    table("αβγδεζηθικλμνξοπρστυφχψωςϐϑϕϖϰϱϲϳ",
          "a v g d e z i th i k l m n x o p r s t y f ch ps o s v th f p k r s j")
)  # fmt: skip


def greek(run: str) -> str:
    """Spell a run of Greek letters; a diaeresis keeps two vowels apart."""
    run = unicodedata.normalize("NFC", run.lower())
    for pattern, latin in _GREEK_PAIRS:
        run = pattern.sub(latin, run)
    bare = "".join(c for c in unicodedata.normalize("NFD", run) if not unicodedata.combining(c))
    return bare.translate(_GREEK)


_HEBREW = str.maketrans(
    table("אבגדהוזחטיךכלםמןנסעףפץצקרשת",
          "a b g d h w z h t y k k l m m n n s a f p ts ts k r sh t")
)  # fmt: skip
_HEBREW_MARKS = re.compile(r"[\u0591-\u05c7]")
_GERESH = re.compile("([גזצץ])['\u05f3\u2019]")
_HEBREW_APART = re.compile("([דזכסצקתטרג])(?=[הח])")
"""Two consonants that would be read as one sound (kh, sh, th): a vowel is said between them."""
_FOREIGN = {"ג": "j", "ז": "zh", "צ": "ch", "ץ": "ch"}


def hebrew(run: str) -> str:
    """Spell a run of Hebrew letters; points are dropped, a geresh makes j, zh or ch."""
    run = _GERESH.sub(lambda found: _FOREIGN[found.group(1)], _HEBREW_MARKS.sub("", run))
    run = _HEBREW_APART.sub("\\1a", re.sub("['\"\u05f3\u05f4\u2019\u05be]", "", run))
    return run.replace("וו", "w").translate(_HEBREW)


_ARABIC = str.maketrans(
    table("اأإآٱبتثجحخدذرزسشصضطظعغفقكلمنهويىةئؤءپچژگکیڤٹڈڑےںہھۀەڭېۆۇڵڕێ",
          "a a i a a b t th j h kh d dh r z s sh s d t z a gh f q k l m n h w y a a y w - p ch "
          "zh g k y v t d r e n h h h h ng y o u l r e")
)  # fmt: skip
_ARABIC_APART = re.compile("([بتجدرزسطضكگک])(?=[هہھ](?!\\b))")
"""As in Hebrew: sh, th, kh, zh, dh are letters of their own, so that these are two sounds."""
_ARABIC_MARKS = re.compile(r"[\u0610-\u061a\u0640\u064b-\u065f\u0670\u06d6-\u06ed]")


def arabic(run: str) -> str:
    """Spell a run of Arabic letters (Persian and Urdu ones too): consonants and long vowels."""
    run = _ARABIC_APART.sub("\\1\u0627", _ARABIC_MARKS.sub("", run))
    return run.translate(_ARABIC)
