"""Names in their own script beside the Latin spellings that are in use for them.

The Latin spellings are those that people and companies use themselves, several where several are
common, not what a table of letters would give.
"""

import random
from pathlib import Path

from tests.bench.synthetic import Lists, Row


def _table(kind: str) -> dict[str, list[tuple[str, list[str]]]]:
    """Return, per language, names in their own script, each with its Latin spellings."""
    found: dict[str, list[tuple[str, list[str]]]] = {}
    lines = Path(__file__).with_name("held_out_names.txt").read_text(encoding="utf-8").splitlines()
    for what, language, own, latin in (line.split() for line in lines):
        if what == kind:
            spelt = latin.replace("_", " ").split("/")
            found.setdefault(language, []).append((own, spelt))
    return found


FIRST, LAST, WORDS = _table("first"), _table("last"), _table("word")
FORMS = {
    "ru": (("ООО {0}", "{0} LLC"), ("ПАО «{0}»", "{0} PJSC"), ("АО {0}", "JSC {0}")),
    "el": (("{0} Α.Ε.", "{0} S.A."), ("{0} ΕΠΕ", "{0} Ltd")),
    "ar": (("شركة {0}", "{0} Company"), ("شركة {0} المحدودة", "{0} Co. Ltd")),
    "he": (('{0} בע"מ', "{0} Ltd."), ("חברת {0}", "{0} Company")),
    "zh": (("{0}有限公司", "{0} Co., Ltd."), ("{0}股份有限公司", "{0} Inc")),
    "ja": (("株式会社{0}", "{0} K.K."), ("{0}株式会社", "{0} Corporation")),
    "ko": (("주식회사 {0}", "{0} Co., Ltd."), ("{0}(주)", "{0} Inc.")),
    "hi": (("{0} लिमिटेड", "{0} Ltd"), ("{0} प्राइवेट लिमिटेड", "{0} Pvt Ltd")),
}
PLACES = {
    "ru": "Moscow Kazan Perm Omsk", "el": "Athens Patras Volos Larisa",
    "ar": "Riyadh Cairo Amman Dubai", "he": "Haifa Jerusalem Ashdod Holon",
    "zh": "Beijing Shanghai Wuhan Chengdu", "ja": "Tokyo Osaka Nagoya Kobe",
    "ko": "Seoul Busan Daegu Incheon", "hi": "Mumbai Delhi Pune Jaipur",
}  # fmt: skip
EAST = ("zh", "ja", "ko")
"""Here the family name is said first, and no space is written between the two."""


def people(seed: int, languages: tuple[str, ...], *, split: bool) -> Lists:
    """Return people, in their own script left and in Latin letters right, with a town.

    `split` gives first and last name a column each, otherwise one column holds the whole.
    """
    rng, left, right, truth = random.Random(seed), [], [], []
    drawn = [
        (language, first, last)
        for language in languages
        for first, last in rng.sample(
            [(f, n) for f in FIRST[language] for n in LAST[language]], 100
        )
    ]
    for number, (language, first, last) in enumerate(drawn):
        town = rng.choice(PLACES[language].split())
        mine = {"first": first[0], "last": last[0], "town": town if rng.random() < 0.8 else ""}
        theirs = {"first": rng.choice(first[1]), "last": rng.choice(last[1]), "town": town}
        if not split:
            mine, theirs = _whole(mine, language, rng), _whole(theirs, "", rng)
        where = rng.random()
        if where < 0.85:
            left.append({"id": f"L{number}", **mine})
        if where > 0.15:
            right.append({"id": f"R{number}", **theirs})
        if 0.15 < where < 0.85:
            truth.append((f"L{number}", f"R{number}"))
    rng.shuffle(left)
    rng.shuffle(right)
    return Lists(left, right, truth)


def _whole(row: Row, language: str, rng: random.Random) -> Row:
    first, last = row["first"], row["last"]
    whole = f"{first} {last}" if rng.random() < 0.8 else f"{last} {first}"
    if language in EAST:
        whole = f"{last}{first}" if language != "ja" else f"{last} {first}"
    return {"name": whole, "town": row["town"]}


def companies(seed: int, languages: tuple[str, ...], *, town: bool) -> Lists:
    """Return companies named by one or two words, in their own script left and in Latin right."""
    rng, left, right, truth = random.Random(seed), [], [], []
    number = 0
    for language in languages:
        words = [*WORDS[language], *LAST[language]]
        for _n in range(70):
            parts = rng.sample(words, rng.choice((1, 2, 2)))
            gap = "" if language in ("zh", "ja", "ko") else " "
            own, latin = rng.choice(FORMS[language])
            mine = {"company": own.format(gap.join(w for w, _l in parts))}
            theirs = {"company": latin.format(" ".join(rng.choice(x) for _w, x in parts))}
            place = rng.choice(PLACES[language].split())
            if town:
                mine["city"], theirs["city"] = place, place if rng.random() < 0.8 else ""
            where = rng.random()
            if where < 0.85:
                left.append({"id": f"L{number}", **mine})
            if where > 0.15:
                right.append({"id": f"R{number}", **theirs})
            if 0.15 < where < 0.85:
                truth.append((f"L{number}", f"R{number}"))
            number += 1
    rng.shuffle(left)
    rng.shuffle(right)
    return Lists(left, right, truth)


ACCENTS = {
    "ü": ("ü", "ue", "u"), "ö": ("ö", "oe", "o"), "ä": ("ä", "ae", "a"), "ø": ("ø", "oe", "o"),
    "å": ("å", "aa", "a"), "ñ": ("ñ", "n"), "ł": ("ł", "l"), "ß": ("ß", "ss"), "é": ("é", "e"),
    "ç": ("ç", "c"), "š": ("š", "s"), "ž": ("ž", "z"), "ő": ("ő", "o"), "đ": ("đ", "d", "dj"),
    "æ": ("æ", "ae"), "ğ": ("ğ", "g"), "ı": ("ı", "i"), "ș": ("ș", "s"),
}  # fmt: skip
NORTH = """Müller Schröder Jäger Krüger Weiß Größl Sørensen Bjørn Møller Åkesson Håkansson Östlund
    Núñez Muñoz Łukasik Małek Gałązka Groß François Lefèvre Çelik Yıldız Doğan Šimić Žižka Őri
    Szőke Đurić Kjær Næss Șerban Größer Kühn Böhm Dürr Schäfer Lønn Ås Öz Grün Hübner Löwe Björk
    Straßer Núria Bełz Zoë Gül Ünal Søby Årdal""".split()  # noqa: SIM905
TRADES = """Maschinen Logistik Bau Foods Marine Textil Energi Trading Medica Papir Optik
    Data""".split()  # noqa: SIM905


def accents(seed: int) -> Lists:
    """Return companies whose accents one list has and the other writes in one of several ways."""
    rng, found = random.Random(seed), Lists()
    names = [f"{a} {b}" for a in NORTH for b in TRADES]
    names += [f"{a} & {b}" for a, b in zip(NORTH, NORTH[7:], strict=False)]
    for number, name in enumerate(rng.sample(names, 400)):
        place = rng.choice("Berlin Oslo Lund Madrid Gdynia Izmir Lyon Zagreb".split())  # noqa: SIM905
        plain = "".join(rng.choice(ACCENTS.get(c, (c,))) for c in name.replace("ą", "a"))
        where = rng.random()
        if where < 0.85:
            found.left.append({"id": f"L{number}", "name": name, "city": place})
        if where > 0.15:
            city = place if rng.random() < 0.7 else ""
            found.right.append({"id": f"R{number}", "name": plain, "city": city})
        if 0.15 < where < 0.85:
            found.truth.append((f"L{number}", f"R{number}"))
    rng.shuffle(found.left)
    rng.shuffle(found.right)
    return found
