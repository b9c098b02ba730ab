"""The comparisons, their ordered levels, what each level says in words and how much as shipped.

The shipped bits are log2(m/u): how much more often a level is seen on true pairs than on wrong
candidates. Weights learnt from the data at hand start from them.
"""

from dataclasses import dataclass

from sfdesk.domain.records import Kind
from sfdesk.i18n import _


@dataclass(frozen=True, slots=True)
class Level:
    """One outcome of a comparison, strongest first within its field. `text` is for people."""

    name: str
    bits: float
    text: str


@dataclass(frozen=True, slots=True)
class Comparison:
    """One field or group of fields that is judged once. Level -1 means that a side is blank."""

    field: str
    label: str
    levels: tuple[Level, ...]
    blank: str

    def index(self, name: str) -> int:
        """Return the place of a level by its name."""
        return next(n for n, level in enumerate(self.levels) if level.name == name)


NAME = Comparison(
    "name",
    _("Name"),
    (
        Level("exact", 8.0, _("Same name")),
        Level("core", 7.0, _("Name agrees apart from legal form or punctuation")),
        Level("alias", 6.0, _("The name is another name of the other record")),
        Level("close", 5.0, _("Name differs in a letter or two")),
        Level("contained", 3.5, _("One name is part of the other")),
        Level("similar", 2.0, _("Names are similar")),
        Level("acronym", 2.0, _("One name is made of the other's initials")),
        Level("partly", -1.0, _("Names share a word")),
        Level("branch", -2.0, _("Names differ in a word that tells a branch, parent or place")),
        Level("numbers", -4.0, _("Names differ in a number")),
        Level("common", -4.0, _("Names share common words only")),
        Level("different", -6.0, _("Names differ")),
    ),
    _("Name is empty on one side"),
)
PLACE = Comparison(
    "place",
    _("Address"),
    (
        Level("same", 6.0, _("Same street address")),
        Level("street", 4.5, _("Same street, written or numbered differently")),
        Level("postcode", 2.0, _("Same postcode, other street")),
        Level("city", 1.0, _("Same city")),
        Level("region", -1.0, _("Same state, other city")),
        Level("elsewhere", -3.0, _("Different place")),
        Level("country", -5.0, _("Different country")),
    ),
    _("Address is empty on one side"),
)
DOMAIN = Comparison(
    "domain",
    _("Web"),
    (
        Level("own", 8.0, _("Same web domain, and no other account uses it")),
        Level("few", 5.0, _("Same web domain, which few other accounts use")),
        Level("many", 1.5, _("Same web domain, which many accounts use")),
        Level("brand", 3.0, _("Same web name with another ending")),
        Level("differs", -2.0, _("Different web domain")),
    ),
    _("Web domain is empty on one side"),
)
PHONE = Comparison(
    "phone",
    _("Phone"),
    (
        Level("own", 8.0, _("Same phone number, and nobody else has it")),
        Level("shared", 4.0, _("Same phone number, which others share")),
        Level("near", 1.0, _("Phone differs in the last digits")),
        Level("area", -0.5, _("Phone differs, same area")),
        Level("differs", -2.0, _("Phone differs")),
    ),
    _("Phone is empty on one side"),
)
PERSON = Comparison(
    "person",
    _("Name"),
    (
        Level("exact", 7.0, _("Same first and last name")),
        Level("swapped", 6.0, _("Same name with first and last exchanged")),
        Level("nickname", 5.0, _("Same last name, and the first name is a short form")),
        Level("initial", 3.0, _("Same last name and initial")),
        Level("close", 4.5, _("Names differ in a letter or two")),
        Level("last", 0.5, _("Same last name, other first name")),
        Level("first", -1.0, _("Same first name, other last name")),
        Level("similar", -1.0, _("Names are similar")),
        Level("different", -6.0, _("Names differ")),
    ),
    _("Name is empty on one side"),
)
EMAIL = Comparison(
    "email",
    _("E-mail"),
    (
        Level("own", 10.0, _("Same e-mail, and nobody else has it")),
        Level("shared", 4.0, _("Same e-mail, which others share")),
        Level("close", 5.0, _("E-mail differs in a letter or two")),
        Level("local", 3.0, _("Same e-mail name at another domain")),
        Level("domain", 0.0, _("E-mail at the same domain, other mailbox")),
        Level("differs", -2.0, _("Different e-mail")),
    ),
    _("E-mail is empty on one side"),
)
ACCOUNT = Comparison(
    "account",
    _("Account"),
    (
        Level("linked", 5.0, _("Their accounts are linked")),
        Level("same", 4.0, _("Same account name")),
        Level("similar", 2.0, _("Account names are similar")),
        Level("unlinked", -1.0, _("Their accounts are not linked yet")),
        Level("other", -4.0, _("They belong to different accounts")),
    ),
    _("Account is empty on one side"),
)
BIRTH = Comparison(
    "birth_date",
    _("Birth date"),
    (
        Level("same", 8.0, _("Same birth date")),
        Level("close", 4.0, _("Birth date differs in one digit or in its order")),
        Level("part", 0.0, _("Birth date agrees in part")),
        Level("differs", -5.0, _("Different birth date")),
    ),
    _("Birth date is empty on one side"),
)
TITLE = Comparison(
    "title",
    _("Title"),
    (
        Level("same", 2.0, _("Same title")),
        Level("similar", 1.0, _("Titles are similar")),
        Level("differs", -0.5, _("Different title")),
    ),
    _("Title is empty on one side"),
)
INDUSTRY = Comparison(
    "industry",
    _("Industry"),
    (
        Level("same", 1.0, _("Same industry")),
        Level("similar", 0.5, _("Industries are similar")),
        Level("differs", -0.5, _("Different industry")),
    ),
    _("Industry is empty on one side"),
)

COMPARISONS: dict[Kind, tuple[Comparison, ...]] = {
    Kind.ACCOUNT: (NAME, PLACE, DOMAIN, PHONE, INDUSTRY),
    Kind.CONTACT: (PERSON, EMAIL, PHONE, ACCOUNT, BIRTH, PLACE, TITLE),
}
PRIOR_BITS = -4.0
"""Odds, in bits, that a candidate pair is a true one before anything is compared."""
KEY_BITS = 20.0
"""Weight of a stored Salesforce id, an external id that is unique, or a decision."""
