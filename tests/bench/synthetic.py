"""Makes two lists of accounts that describe the same companies as two systems would.

Kinds and rates of damage follow measurements on directories that are seven years apart, and
estimates for B2B CRM data where nothing could be measured. Company names and towns come from the
shared match data; everything else is invented. Same seed, same lists.
"""

import csv
import os
import random
import string
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
COLUMNS = ("id", "name", "street", "city", "state", "postcode", "country", "phone", "website")
LEGAL = ("Inc", "Inc.", "LLC", "Ltd", "GmbH", "S.A.", "Pty Ltd", "Corp.", "Co.", "AG", "B.V.")
SHORT = {
    "International": "Intl", "Manufacturing": "Mfg", "Services": "Svcs", "Department": "Dept",
    "University": "Univ", "Technologies": "Tech", "Systems": "Sys", "Company": "Co",
    "Group": "Grp", "and": "&", "Management": "Mgmt", "National": "Natl", "Center": "Ctr",
    "Solutions": "Sol", "Engineering": "Eng", "Industries": "Ind",
}  # fmt: skip
TRADES = """Logistics Software Foods Dental Energy Coffee Systems Consulting Media Foundry Textiles
    Robotics Brewing Insurance Travel Optics Packaging Plumbing Analytics Farms Marine Pharma
    Printing Furniture Security Steel Paper Motors Networks Design Capital Solutions Services
    Engineering Manufacturing Technologies Industries Partners Health Labs""".split()  # noqa: SIM905
LOOKS = """North Blue Silver Green Golden Bright Summit Harbor Cedar Iron Crystal Rapid Prime Urban
    Royal Pacific Granite Maple Falcon Liberty Central Quantum Alpine Coastal Red Lunar""".split()  # noqa: SIM905
STREETS = """Main Oak Park Elm Washington Lake Hill Pine Maple Cedar Market Church Spring Mill River
    College Industrial Commerce Lincoln Jackson Franklin Highland Center Union""".split()  # noqa: SIM905
KINDS = (
    ("Street", "St"),
    ("Avenue", "Ave."),
    ("Road", "Rd"),
    ("Drive", "Dr"),
    ("Blvd", "Boulevard"),
)
FREE = ("gmail.com", "facebook.com/pages", "wixsite.com/home", "yahoo.com")
KIN = ("Holdings", "International", "Canada", "Europe", "Services", "Group", "West", "Foundation")
GREEK = str.maketrans("abcdefghiklmnoprstuvz", "абцдефгхиклмнопрстувз")

Row = dict[str, str]


@dataclass
class Lists:
    """Two lists and the pairs of ids that are the same company."""

    left: list[Row] = field(default_factory=list)
    right: list[Row] = field(default_factory=list)
    truth: list[tuple[str, str]] = field(default_factory=list)


def shared() -> Path:
    """Return the folder of the shared match data."""
    root = Path(os.environ.get("SFDESK_SHARED", ROOT.parent / "shared"))
    places = (root, root / "match", root / "data" / "match")
    return next((p for p in places if (p / "fodors_zagats").is_dir()), places[-1])


def rows_of(path: Path) -> list[Row]:
    """Read a CSV file."""
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def _word(rng: random.Random) -> str:
    return "".join(
        rng.choice("bcdfghklmnprstvw") + rng.choice("aeiou") for _n in range(rng.randint(2, 4))
    ).capitalize()


def company_names(rng: random.Random) -> Iterator[str]:
    """Yield names without end: real ones while there are some, then made ones that collide."""
    real = [row["name"] for row in rows_of(shared() / "company_aliases_20k" / "left.csv")]
    rng.shuffle(real)
    used: list[str] = []
    while True:
        dice = rng.random()
        if used and dice < 0.045:
            yield rng.choice(used)
            continue
        if real and dice < 0.6:
            name = real.pop()
        elif dice < 0.75:
            name = f"{rng.choice(LOOKS)} {_word(rng)} {rng.choice(TRADES)}"
        elif dice < 0.85:
            name = f"{rng.choice(LOOKS)} {rng.choice(TRADES)} {rng.choice(TRADES)}"
        else:
            name = f"{_word(rng)} {rng.choice(TRADES)}"
        used.append(name)
        yield name


class Maker:
    """Makes companies and damages what the second system knows of them."""

    def __init__(self, seed: int) -> None:
        self.rng = random.Random(seed)
        towns = rows_of(shared() / "ipeds_2013_2020" / "left.csv")
        self.towns = [(r["city"], r["state"], r["postcode"][:5]) for r in towns]
        self.names = company_names(self.rng)
        self.domains: list[str] = []

    def company(self) -> Row:
        """Return one company as it is."""
        name = next(self.names)
        return {"name": name, **self.address(), "phone": self.phone(), "website": self.site(name)}

    def address(self) -> Row:
        """Return a street address in a real town."""
        rng = self.rng
        city, state, postcode = rng.choice(self.towns)
        street = f"{rng.randint(1, 9999)} {rng.choice(STREETS)} {rng.choice(KINDS)[0]}"
        return {
            "street": street,
            "city": city,
            "state": state,
            "postcode": postcode,
            "country": "US",
        }

    def phone(self) -> str:
        """Return a ten-digit number."""
        draw = self.rng.randint
        return f"{draw(201, 989)}{draw(200, 999)}{draw(0, 9999):04}"

    def site(self, name: str) -> str:
        """Return a web address; a quarter of the companies share theirs with another."""
        rng = self.rng
        if self.domains and rng.random() < 0.13:
            return rng.choice(self.domains)
        bare = "".join(c for c in name.lower() if c in string.ascii_lowercase)[:18] or "site"
        end = rng.choice(("com", "com", "net", "org", "io", "de", "co.uk"))
        domain = f"www.{bare}{rng.randint(1, 99) if rng.random() < 0.3 else ''}.{end}"
        self.domains.append(domain)
        return domain

    def other_name(self, name: str) -> str:
        """Return the name as another system or year has it."""
        rng, dice, words = self.rng, self.rng.random(), name.split()
        if dice < 0.04:
            return next(self.names)
        if dice < 0.065 and len(words) > 1:
            return "".join(w[0] for w in words).upper()
        if dice < 0.10:
            name = self.typo(name)
        elif dice < 0.27:
            name = " ".join(SHORT.get(w, w) for w in words)
        elif dice < 0.37:
            name = self.part(words)
        elif dice < 0.40:
            name = name.lower().translate(GREEK)
        if rng.random() < 0.45:
            bare = " ".join(w for w in name.split() if w.strip(".,") not in LEGAL)
            name = f"{bare or name} {rng.choice(LEGAL)}" if rng.random() < 0.6 else bare or name
        return name.upper() if rng.random() < 0.05 else name

    def part(self, words: list[str]) -> str:
        """Add a word, or drop one."""
        if len(words) > 2 and self.rng.random() < 0.6:
            return " ".join(words[:-1])
        return " ".join([*words, self.rng.choice((*TRADES, self.rng.choice(self.towns)[0]))])

    def typo(self, text: str) -> str:
        """Drop, double, exchange or swap a letter."""
        if len(text) < 4:
            return text
        at = self.rng.randrange(1, len(text) - 1)
        return self.rng.choice((
            text[:at] + text[at + 1 :],
            text[:at] + text[at] + text[at:],
            text[:at] + self.rng.choice(string.ascii_lowercase) + text[at + 1 :],
            text[:at] + text[at + 1] + text[at] + text[at + 2 :],
        ))  # fmt: skip

    def other(self, company: Row) -> Row:
        """Return the same company as a second system knows it."""
        row = dict(company)
        row["name"] = self.other_name(row["name"])
        row.update(self.other_address(row))
        row["phone"] = self.other_phone(row["phone"])
        row["website"] = self.other_site(row["website"])
        return row

    def other_address(self, row: Row) -> Row:
        """Return where the second system says that it is."""
        dice = self.rng.random()
        if dice < 0.12:
            return self.address()
        street, city = row["street"], row["city"]
        if dice < 0.16:
            street = self.typo(street)
        elif dice < 0.35:
            for long, short in KINDS:
                street = street.replace(long, short)
        if self.rng.random() < 0.02:
            city = self.typo(city)
        return {"street": street, "city": city}

    def other_phone(self, number: str) -> str:
        """Return another number, another spelling of it, or what a spreadsheet left of it."""
        dice = self.rng.random()
        if dice < 0.17:
            return self.phone()
        if dice < 0.32:
            extension = " x12" if self.rng.random() < 0.3 else ""
            return f"+1 ({number[:3]}) {number[3:6]}-{number[6:]}{extension}"
        return f"{float(number):.5E}" if dice < 0.327 else number

    def other_site(self, site: str) -> str:
        """Return another domain, another ending, a parent's, one of everybody's, or the same."""
        dice = self.rng.random()
        if dice < 0.08:
            return self.site(_word(self.rng))
        if dice < 0.12:
            return site.rsplit(".", 1)[0] + ".biz"
        if dice < 0.15:
            return self.rng.choice(self.domains)
        if dice < 0.165:
            return self.rng.choice(FREE)
        return f"https://{site}/" if dice < 0.5 else site

    def blanks(self, row: Row) -> Row:
        """Blank what a system does not know."""
        rng = self.rng
        if rng.random() < 0.16:
            row["website"] = ""
        if rng.random() < 0.13:
            row["phone"] = ""
        if rng.random() < 0.14:
            row.update(street="", postcode="")
            if rng.random() < 0.6:
                row.update(city="", state="")
        return row

    def kin(self, company: Row) -> Row:
        """Return a subsidiary, parent or branch, which is not the same account."""
        row = {**company, **self.address(), "phone": self.phone()}
        row["name"] = f"{company['name']} {self.rng.choice((*KIN, '- ' + row['city']))}"
        return row


def accounts(n_left: int, n_right: int, seed: int, *, kin: float = 0.07) -> Lists:
    """Return two lists; 85 % of the left have a partner. `kin` is the share of relatives right."""
    maker = Maker(seed)
    rng, found = maker.rng, Lists()
    matchable = min(round(n_left * 0.85), round(n_right * 0.9))
    companies = [maker.company() for _n in range(matchable)]
    pairs = [(dict(c), maker.other(c)) for c in companies]
    lefts = [(maker.blanks(a), n) for n, (a, _b) in enumerate(pairs)]
    rights = [(maker.blanks(b), n) for n, (_a, b) in enumerate(pairs)]
    n_kin = min(round(n_right * kin), n_right - matchable)
    rights += [(maker.blanks(maker.kin(rng.choice(companies))), -1) for _n in range(n_kin)]
    lefts += [(maker.blanks(maker.company()), -1) for _n in range(n_left - len(lefts))]
    rights += [(maker.blanks(maker.company()), -1) for _n in range(n_right - len(rights))]
    for row, _n in (*lefts, *rights):
        if rng.random() < 0.002:
            row["name"] = rng.choice(("test", "asdf", "n/a", "do not use - " + row["name"]))
    rng.shuffle(lefts)
    rng.shuffle(rights)
    found.left = [{"id": f"L{n}", **row} for n, (row, _c) in enumerate(lefts)]
    found.right = [{"id": f"R{n}", **row} for n, (row, _c) in enumerate(rights)]
    place = {c: f"L{n}" for n, (_row, c) in enumerate(lefts) if c >= 0}
    found.truth = [(place[c], f"R{n}") for n, (_row, c) in enumerate(rights) if c in place]
    return found


def write(lists: Lists, folder: Path) -> None:
    """Write left.csv, right.csv and truth.csv."""
    folder.mkdir(parents=True, exist_ok=True)
    for name, rows in (("left", lists.left), ("right", lists.right)):
        with (folder / f"{name}.csv").open("w", encoding="utf-8", newline="") as file:
            writer = csv.DictWriter(file, list(rows[0]))
            writer.writeheader()
            writer.writerows(rows)
    with (folder / "truth.csv").open("w", encoding="utf-8", newline="") as file:
        out = csv.writer(file)
        out.writerow(("left_id", "right_id"))
        out.writerows(lists.truth)


def copy_without(source: Path, folder: Path, columns: set[str]) -> None:
    """Copy a shared set and leave columns out."""
    folder.mkdir(parents=True, exist_ok=True)
    for path in sorted(source.glob("*.csv")):
        rows = rows_of(path)
        with (folder / path.name).open("w", encoding="utf-8", newline="") as file:
            kept = [name for name in rows[0] if name not in columns]
            writer = csv.DictWriter(file, kept, extrasaction="ignore")
            writer.writeheader()
            writer.writerows(rows)
