"""Makes two lists of people at the same companies as two systems would have them."""

import random

from tests.bench.synthetic import Lists, Maker, Row, rows_of, shared

NICK = {
    "robert": "Bob", "william": "Bill", "elizabeth": "Liz", "michael": "Mike", "katherine": "Kate",
    "james": "Jim", "thomas": "Tom", "alexander": "Sasha", "margaret": "Peggy", "richard": "Dick",
    "jennifer": "Jen", "patricia": "Pat", "joseph": "Joe", "charles": "Chuck", "daniel": "Dan",
    "matthew": "Matt", "christopher": "Chris", "nicholas": "Nick", "samuel": "Sam",
}  # fmt: skip
TITLES = ("Head of Sales", "Purchasing Manager", "CEO", "Account Manager", "IT Manager", "Director",
          "VP Operations", "Engineer", "Controller", "Office Manager", "Buyer")  # fmt: skip
ROLES = ("info", "sales", "office", "accounts")


class People(Maker):
    """Makes people and damages what the second system knows of them."""

    def __init__(self, seed: int) -> None:
        super().__init__(seed)
        rows = rows_of(shared() / "fake_1000_people" / "right.csv")
        self.firsts = [r["first_name"] for r in rows if len(r["first_name"]) > 2] + [
            name.capitalize() for name in NICK
        ] * 12
        self.lasts = [r["last_name"] for r in rows if len(r["last_name"]) > 2]
        self.lasts += [
            r["city"].split()[0] for r in rows_of(shared() / "ipeds_2013_2020" / "left.csv")
        ]

    def person(self, account: Row, switchboard: str) -> Row:
        """Return one person of an account."""
        rng = self.rng
        first, last = rng.choice(self.firsts), rng.choice(self.lasts)
        domain = account["website"].removeprefix("www.")
        local = rng.choice((f"{first}.{last}", f"{first[0]}{last}", first)).lower()
        dice = rng.random()
        if dice < 0.07:
            domain = rng.choice(("gmail.com", "yahoo.com", "web.de"))
        elif dice < 0.10:
            local = rng.choice(ROLES)
        dice = rng.random()
        return {
            "first_name": first, "last_name": last, "email": f"{local}@{domain}",
            "phone": self.phone() if dice < 0.3 else switchboard if dice < 0.7 else "",
            "mobile": self.phone() if dice > 0.6 else "",
            "title": rng.choice(TITLES), "account": account["name"],
        }  # fmt: skip

    def other_person(self, row: Row, account: str) -> Row:
        """Return the same person as the second system knows them, at `account`."""
        rng, row = self.rng, {**row, "account": account}
        first, last = row["first_name"], row["last_name"]
        dice = rng.random()
        if dice < 0.09:
            first = NICK.get(first.lower(), first[0] + ".")
        elif dice < 0.21:
            first = rng.choice((f"{first} {rng.choice('ABCDEFGHJKLM')}.", f"Dr. {first}"))
        elif dice < 0.23:
            first, last = last, first
        elif dice < 0.25:
            first, last = "", f"{first} {last}"
        elif dice < 0.27:
            last = rng.choice((rng.choice(self.lasts), f"{last}-{rng.choice(self.lasts)}"))
        elif dice < 0.31:
            last = self.typo(last)
        row.update(first_name=first, last_name=last)
        return self.other_reach(row)

    def other_reach(self, row: Row) -> Row:
        """Change how a person is reached and what they do."""
        rng, dice = self.rng, self.rng.random()
        local, _at, domain = row["email"].partition("@")
        if dice < 0.015:
            row["email"] = self.typo(local) + "@" + domain
        elif dice < 0.165:
            row["email"] = f"{row['first_name'][:1]}.{row['last_name']}@{domain}".lower()
        elif dice < 0.195:
            row["email"] = f"{local}@{domain.split('.')[0]}-group.com"
        if rng.random() < 0.15:
            row["phone"] = self.phone()
        if rng.random() < 0.26:
            row["title"] = rng.choice(TITLES)
        return row

    def gaps(self, row: Row) -> Row:
        """Blank what a system does not know."""
        for name, share in (("email", 0.1), ("phone", 0.2), ("mobile", 0.2), ("title", 0.1)):
            if self.rng.random() < share:
                row[name] = ""
        return row


def contacts(n_accounts: int, n_side: int, seed: int) -> Lists:
    """Return two lists of people; 85 % of either side have a partner, 8 % of those moved."""
    maker = People(seed)
    rng, found = maker.rng, Lists()
    accounts = [maker.company() for _n in range(n_accounts)]
    others = [maker.other_name(account["name"]) for account in accounts]
    boards = [maker.phone() for _a in accounts]
    shares = [1.0 / (1 + rng.randrange(200)) for _a in accounts]
    pairs: list[tuple[Row, Row]] = []
    matchable = round(n_side * 0.85)
    for at in _draw(rng, shares, matchable):
        row = maker.person(accounts[at], boards[at])
        there = rng.randrange(n_accounts) if rng.random() < 0.08 else at
        other = maker.other_person(row, others[there])
        if there != at:
            other["email"] = f"{row['first_name']}.{row['last_name']}@".lower()
            other["email"] += accounts[there]["website"].removeprefix("www.")
            other["phone"] = boards[there]
        pairs.append((maker.gaps(row), maker.gaps(other)))
    sides: tuple[list[tuple[Row, int]], ...] = ([], [])
    for number, pair in enumerate(pairs):
        for side, row in zip(sides, pair, strict=True):
            side.append((row, number))
    for side, names in zip(sides, (None, others), strict=True):
        for at in _draw(rng, shares, n_side - matchable):
            row = maker.person(accounts[at], boards[at])
            side.append(
                (maker.gaps({**row, "account": names[at] if names else row["account"]}), -1)
            )
        rng.shuffle(side)
    found.left = [{"id": f"L{n}", **row} for n, (row, _c) in enumerate(sides[0])]
    found.right = [{"id": f"R{n}", **row} for n, (row, _c) in enumerate(sides[1])]
    place = {c: f"L{n}" for n, (_row, c) in enumerate(sides[0]) if c >= 0}
    found.truth = [(place[c], f"R{n}") for n, (_row, c) in enumerate(sides[1]) if c >= 0]
    return found


def _draw(rng: random.Random, shares: list[float], number: int) -> list[int]:
    return rng.choices(range(len(shares)), shares, k=number)
