"""Recognises the columns of any file by the names that people give them."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from sfdesk.domain.matching.words import split_words
from sfdesk.domain.records import Kind

_PLAIN = re.compile(r"[^a-z0-9]+")
_PREFIX = re.compile(
    r"^(billing|mailing|shipping|company|account|contact|org|organi[sz]ation|primary|work|business"
    r"|main|person|customer|client|supplier|vendor|hq|legal|registered)_(?=.)"
)
_COMMON = {
    "street": "address address1 address_1 address_line_1 addr addr1 street1 street_1 strasse "
    "street_address road street_name rue adresse anschrift direccion indirizzo adres",
    "street_2": "address2 address_2 address_line_2 addr2 street2 street_2",
    "street_number": "house_number house_no street_no number housenumber hausnummer",
    "city": "town suburb ort stadt locality municipality ville ciudad place gemeinde comune citta "
    "miasto stad city_name town_city",
    "state": "province region county state_code bundesland state_province stateprovince",
    "postcode": "zip zipcode zip_code postal_code postalcode plz post_code postal pcode "
    "code_postal codigo_postal",
    "country": "country_code nation land pays",
    "phone": "telephone tel phone_number telefon phone1 telephone_number phone_no tel_no",
    "mobile": "cell mobile_phone cellphone cell_phone mobile_number handy mobilephone",
    "website": "url web homepage domain website_url web_site www site internet web_address",
    "email": "e_mail mail email_address emailaddress email1 mail_address",
    "birth_date": "dob birthdate date_of_birth birthday geburtsdatum born dateofbirth birth",
    "alias": "aka dba other_name trade_name trading_name alternate_name alt_name former_name "
    "short_name also_known_as doing_business_as",
}
_OF_KIND = {
    Kind.ACCOUNT: {
        "name": "company account account_name company_name organisation organization org_name "
        "business_name legal_name firm institution title nom firma display_name entity_name "
        "business trading_as bezeichnung empresa razon_social ragione_sociale raison_sociale nazwa",
        "industry": "type category sector cuisine industry_name class",
    },
    Kind.CONTACT: {
        "name": "full_name fullname contact_name person person_name display_name",
        "first_name": "firstname given_name givenname forename fname first vorname given "
        "prenom imie",
        "last_name": "lastname surname family_name familyname lname last nachname sname family "
        "apellido apellidos cognome nazwisko",
        "account": "company account_name company_name organisation organization employer org "
        "business firma institution affiliation works_for",
        "title": "job_title jobtitle position role function job",
    },
}
_IDS = split_words("ein duns lei vat vat_number tax_no registration_number customer_no erp_no ssn")
_OWN_ID = split_words("id rec_id record_id recid uid key left_id right_id rid unique_id row_id")


@dataclass(frozen=True, slots=True)
class Columns:
    """What each column of a file is: its place by canonical name; `street` may have several.

    `id` is -1 where no column was recognised. `others` are compared as plain text.
    """

    id: int
    fields: Mapping[str, tuple[int, ...]]
    keys: Mapping[str, int]
    others: Mapping[str, int]


def plain(header: str) -> str:
    """Return a header in small letters with underscores: "E-Mail Address" is "e_mail_address"."""
    spaced = re.sub(r"(?<=[a-z])(?=[A-Z])", "_", header.strip())
    return _PLAIN.sub("_", spaced.lower()).strip("_")


def recognise(headers: Sequence[str], kind: Kind, named: Mapping[str, str]) -> Columns:
    """Tell what each column is. `named` maps headers to canonical names and goes first.

    Raise KeyError with the header if `named` speaks of a column that is not there.
    """
    missing = [header for header in named if header not in headers]
    if missing:
        raise KeyError(missing[0])
    meant = [named.get(header) or _meant(plain(header), kind) for header in headers]
    own = meant.index("id") if "id" in meant else _first_id(meant)
    fields: dict[str, list[int]] = {}
    keys: dict[str, int] = {}
    others: dict[str, int] = {}
    for place, name in enumerate(meant):
        if place == own or name in ("", "id"):
            continue
        if name in ("street_number", "street", "street_2"):
            fields.setdefault("street", []).append(place)
        elif name in _known(kind) and name not in fields:
            fields[name] = [place]
        elif name.endswith("_id") or name in _IDS:
            keys.setdefault(name, place)
        else:
            others.setdefault(plain(headers[place]), place)
    order = ["street_number", "street", "street_2"]
    if "street" in fields:
        fields["street"].sort(key=lambda place: (order.index(meant[place]), place))
    return Columns(own, {name: tuple(at) for name, at in fields.items()}, keys, others)


def _first_id(meant: Sequence[str]) -> int:
    return 0 if meant and meant[0].endswith(("_id", "_no", "_key")) else -1


def _known(kind: Kind) -> frozenset[str]:
    return frozenset(_COMMON) | frozenset(_OF_KIND[kind])


def _meant(header: str, kind: Kind) -> str:
    if header in _OWN_ID:
        return "id"
    for name in (header, _PREFIX.sub("", header)):
        for canonical, others in (_OF_KIND[kind] | _COMMON).items():
            if name == canonical or name in others.split():
                return canonical
    return header
