"""Makes lists of people and of small businesses that the made accounts know nothing of.

Different names, different places and another way of damaging them than in `synthetic`: first a
clerk's errors of hearing, reading and typing, then what systems do (gaps, exchanged fields, cut
values). Used to check that what the engine decides does not lean on one generator.
"""

import random
from collections.abc import Callable, Sequence

from tests.bench.synthetic import Lists, Row

FIRST = """james mary john patricia robert jennifer michael linda william elizabeth david barbara
    richard susan joseph jessica thomas sarah charles karen daniel lisa matthew nancy anthony betty
    mark sandra paul ashley steven kimberly andrew emily kenneth donna joshua michelle kevin carol
    brian amanda george melissa timothy deborah ronald stephanie edward rebecca jason laura jeffrey
    helen ryan sharon jacob cynthia gary kathleen nicholas amy eric angela jonathan shirley stephen
    ruby lachlan imogen callum freya ewan niamh dylan chloe harrison matilda jack isabella cooper
    sienna hugo zara mitchell brianna toby phoebe declan tahlia angus keira finn georgia""".split()  # noqa: SIM905
LAST = """smith jones taylor brown williams wilson johnson davies robinson wright thompson evans
    walker white roberts green hall wood jackson clarke harris clark scott turner hill moore cooper
    ward morris king watson baker harrison morgan patel young allen mitchell anderson phillips lee
    bell parker davis bennett miller cook shaw cox campbell nguyen kelly murphy reid ross murray
    webb hughes gray stewart rogers ryan marshall mason hunt webster chapman palmer""".split()  # noqa: SIM905
HEADS = """ash black brad carl dun ell fair gar hal har ken lang mar nor pem rad sher stan thorn wal
    whit win brock cald drum east fen gold hazel ing""".split()  # noqa: SIM905
TAILS = "ford ton ley wood worth by well man field son brook ham dale stead more".split()  # noqa: SIM905
ROADS = """wattle banksia acacia station railway victoria queen albert george william elizabeth
    beach ocean mountain valley forest rose orchard chapel school bridge castle grange abbey priory
    meadow pasture windmill quarry harbour lighthouse anchor fisher cook bligh hume sturt
    leichhardt""".split()  # noqa: SIM905
WAYS = ("street", "road", "avenue", "crescent", "close", "drive", "parade", "lane", "way")
SHORT = {"street": "st", "road": "rd", "avenue": "ave", "crescent": "cres", "drive": "dr",
         "parade": "pde", "lane": "ln"}  # fmt: skip
SHOPS = """bakery butchers plumbing garage hairdressers florist dental pharmacy cafe hardware
    cleaning roofing joinery opticians catering electrical tyres nursery printers
    upholstery""".split()  # noqa: SIM905
HEARD = (("ph", "f"), ("ck", "k"), ("ie", "y"), ("y", "i"), ("ee", "ea"), ("th", "t"), ("ss", "s"),
         ("mm", "m"), ("ll", "l"), ("wh", "w"), ("gh", ""), ("tt", "t"))  # fmt: skip
READ = (("rn", "m"), ("cl", "d"), ("l", "i"), ("o", "0"), ("s", "5"), ("vv", "w"), ("u", "n"))
KEYS = "qwertyuiop asdfghjkl zxcvbnm"


class Clerk:
    """Invents people and shops, and writes them down with errors."""

    def __init__(self, seed: int) -> None:
        self.rng = random.Random(seed)
        surnames = [h + t for h in HEADS for t in TAILS]
        self.rng.shuffle(surnames)
        self.lasts = [*LAST, *surnames]
        self.last_shares = [1.0 / (n + 3) for n in range(len(self.lasts))]
        self.first_shares = [1.0 / (n + 8) for n in range(len(FIRST))]
        self.places = [
            (f"{h}{t}".replace("son", "bury"), f"{2000 + 37 * n}", ("nsw", "vic", "qld")[n % 3])
            for n, (h, t) in enumerate((h, t) for h in HEADS[::2] for t in TAILS[::2])
        ]

    def address(self) -> Row:
        """Return where somebody lives."""
        rng = self.rng
        suburb, code, state = rng.choices(
            self.places, [1.0 / (n + 10) for n in range(len(self.places))]
        )[0]
        number = str(rng.randint(1, 200) if rng.random() < 0.9 else rng.randint(200, 2000))
        return {
            "street_number": number, "address_1": f"{rng.choice(ROADS)} {rng.choice(WAYS)}",
            "suburb": suburb, "postcode": code, "state": state,
        }  # fmt: skip

    def person(self) -> Row:
        """Return a person."""
        rng = self.rng
        first = rng.choices(FIRST, self.first_shares)[0]
        last = rng.choices(self.lasts, self.last_shares)[0]
        return {"given_name": first, "surname": last, **self.address()}

    def shop(self) -> Row:
        """Return a small business."""
        rng = self.rng
        owner = rng.choices(self.lasts, self.last_shares)[0]
        mark = rng.choice((owner, f"{owner}'s", f"{owner} & sons", f"the {rng.choice(ROADS)}"))
        place = self.address()
        return {
            "business": f"{mark} {rng.choice(SHOPS)}",
            "addr": f"{place['street_number']} {place['address_1']}",
            "locality": place["suburb"], "pcode": place["postcode"],
            "tel_no": f"0{rng.randint(2, 8)} {rng.randint(1000, 9999)} {rng.randint(1000, 9999)}",
        }  # fmt: skip

    def housemate(self, row: Row) -> Row:
        """Return another of the family, at the same address."""
        return {**row, "given_name": self.rng.choices(FIRST, self.first_shares)[0]}

    def branch(self, row: Row) -> Row:
        """Return another shop of the same name."""
        other = self.shop()
        return {**other, "business": row["business"]}

    def replaced(self, row: Row) -> Row:
        """Write a person down again, one time in six with one value that is another's."""
        made = self.again(row, gaps=0.03, moved=0.01)
        if self.rng.random() < 0.16:
            field = self.rng.choice(("given_name", "surname", "address_1", "suburb"))
            made[field] = self.person()[field]
        return made

    def slip(self, text: str) -> str:
        """Mishear, misread or mistype a text in one place."""
        rng = self.rng
        if len(text) < 3:
            return text
        dice = rng.random()
        if dice < 0.35:
            return self._swapped(text, HEARD)
        if dice < 0.5:
            return self._swapped(text, READ)
        at = rng.randrange(1, len(text))
        near = KEYS.find(text[at])
        key = KEYS[max(0, near - 1)] if near >= 0 else "e"
        return rng.choice(
            (
                text[:at] + text[at + 1 :],
                text[:at] + key + text[at:],
                text[:at] + key + text[at + 1 :],
                text[: at - 1] + text[at] + text[at - 1] + text[at + 1 :],
            )
        )

    def _swapped(self, text: str, table: Sequence[tuple[str, str]]) -> str:
        fits = [(a, b) for a, b in table if a in text]
        if not fits:
            return text[:-1]
        a, b = self.rng.choice(fits)
        return text.replace(a, b, 1)

    def again(self, row: Row, *, gaps: float = 0.06, moved: float = 0.08) -> Row:
        """Write a record down a second time."""
        rng, made = self.rng, dict(row)
        if rng.random() < moved:
            made.update({k: v for k, v in self._elsewhere(made).items() if k in made})
        texts = [k for k, v in made.items() if len(v) > 2 and not v[-1].isdigit()]
        for _n in range(rng.choices((0, 1, 2, 3), (45, 30, 17, 8))[0]):
            field = rng.choice(texts)
            made[field] = self.slip(made[field])
        for field in ("address_1", "addr"):
            if field in made and rng.random() < 0.4:
                made[field] = " ".join(SHORT.get(w, w) for w in made[field].split())
        if "given_name" in made:
            self._names(made)
        if "tel_no" in made and rng.random() < 0.2:
            made["tel_no"] = f"0{rng.randint(2, 8)} {rng.randint(1000, 9999)} 0000"
        for field in made:
            if rng.random() < gaps:
                made[field] = ""
        return made

    def _elsewhere(self, made: Row) -> Row:
        place = self.address()
        if "addr" not in made:
            return place
        return {
            "addr": f"{place['street_number']} {place['address_1']}",
            "locality": place["suburb"], "pcode": place["postcode"],
        }  # fmt: skip

    def _names(self, made: Row) -> None:
        dice = self.rng.random()
        if dice < 0.03:
            made["given_name"], made["surname"] = made["surname"], made["given_name"]
        elif dice < 0.07:
            made["given_name"] = made["given_name"][:1]
        elif dice < 0.09:
            made["surname"] = self.rng.choices(self.lasts, self.last_shares)[0]


def lists(
    make: Callable[[], Row], again: Callable[[Row], Row], rng: random.Random, *,
    both: int, left: int, right: int, copies: Sequence[int] = (1,),
    kin: Callable[[Row], Row] | None = None,
) -> Lists:  # fmt: skip
    """Return two lists of `both` shared records and `left` and `right` ones of one list only.

    Each shared record is written down a number of times drawn from `copies` on either side. Where
    `kin` is given, a third of those of one list only are relatives of a shared one.
    """
    shared: list[Row] = []
    sides: tuple[list[tuple[Row, int]], list[tuple[Row, int]]] = ([], [])
    for number in range(both):
        row = make()
        shared.append(row)
        for n, side in enumerate(sides):
            times = rng.choice(copies)
            side += [(dict(row) if not n and not k else again(row), number) for k in range(times)]
    for side, size in zip(sides, (left, right), strict=True):
        for n in range(size):
            related = kin is not None and shared and not n % 3
            row = kin(rng.choice(shared)) if kin is not None and related else make()
            side.append((again(row), -1))
        rng.shuffle(side)
    found = Lists()
    found.left = [{"id": f"L{n}", **row} for n, (row, _c) in enumerate(sides[0])]
    found.right = [{"id": f"R{n}", **row} for n, (row, _c) in enumerate(sides[1])]
    place: dict[int, list[str]] = {}
    for n, (_row, c) in enumerate(sides[0]):
        place.setdefault(c, []).append(f"L{n}")
    found.truth = [
        (mine, f"R{n}") for n, (_row, c) in enumerate(sides[1]) if c >= 0 for mine in place[c]
    ]
    return found


def only(made: Lists, columns: Sequence[str]) -> Lists:
    """Keep some columns."""
    for side in (made.left, made.right):
        side[:] = [{k: row[k] for k in ("id", *columns)} for row in side]
    return made
