"""Two records of one customer side by side: as the matcher takes them, and as people read them."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from sfdesk.domain.mapping import FieldPair, crm_value, of_kind
from sfdesk.domain.matching import Party, phone, web
from sfdesk.domain.records import CRM_FIELDS, CrmRecord, Kind, Record, Value, is_blank
from sfdesk.i18n import _

SAME, DIFFERS, MISSING, EMPTY = "same", "differs", "missing", "empty"
"""What is said of two values: alike, not alike, blank on one side, blank on both."""

LABELS: Mapping[tuple[Kind, str], str] = {
    (kind, field.name): field.label for kind, fields in CRM_FIELDS.items() for field in fields
}

_COMPARED: Mapping[Kind, frozenset[str]] = {
    Kind.ACCOUNT: frozenset(
        {"name", "website", "phone", "street", "city", "state", "postcode", "country", "industry"}
    ),
    Kind.CONTACT: frozenset(
        {"first_name", "last_name", "email", "phone", "mobile", "title", "department"}
    ),
}
_PHONES = frozenset({"phone", "mobile"})


@dataclass(frozen=True, slots=True)
class Compared:
    """One field of both sides, as people read it, with a word about the two."""

    label: str
    crm: str
    salesforce: str
    word: str


def shown(value: Value) -> str:
    """Return a value as people read it: `48,000`, `31 Mar 2027`; blanks are empty text."""
    if is_blank(value):
        return ""
    if isinstance(value, bool):
        return _("yes") if value else _("no")
    if isinstance(value, int):
        return f"{value:,}"
    if isinstance(value, Decimal):
        return f"{value:,f}"
    if isinstance(value, date):
        return f"{value.day} {value:%b %Y}"
    return str(value)


def as_crm(record: Record, pairs: Iterable[FieldPair]) -> dict[str, Value]:
    """Return what a Salesforce record says, by CRM field, whichever way a field is copied.

    A field that was not pulled is left out; so nobody takes it for blank.
    """
    mapped = of_kind(pairs, record.kind)
    return {p.crm: crm_value(p, record.fields) for p in mapped if p.salesforce in record.fields}


def compared(kind: Kind, ours: Mapping[str, Value], theirs: Mapping[str, Value]) -> list[Compared]:
    """Compare two records by CRM field, in the order in which people read them."""
    found = []
    for field in CRM_FIELDS[kind]:
        if field.name in theirs:
            mine, other = ours.get(field.name), theirs[field.name]
            word = word_for(field.name, mine, other)
            found.append(Compared(field.label, shown(mine), shown(other), word))
    return found


def word_for(field: str, left: Value, right: Value) -> str:
    """Say of two values of a field whether they mean the same, however they are written."""
    blanks = is_blank(left) + is_blank(right)
    if blanks:
        return EMPTY if blanks == 2 else MISSING
    if left == right or _plain(field, left) == _plain(field, right):
        return SAME
    return DIFFERS


def _plain(field: str, value: Value) -> Value:
    if not isinstance(value, str):
        return value
    folded = " ".join(value.casefold().split())
    if field == "website":
        host = folded.partition("//")[2] or folded
        return host.removeprefix("www.").rstrip("/")
    if field in _PHONES:
        return phone.national(value) or folded
    return folded


def crm_party(record: CrmRecord, contacts: Iterable[CrmRecord] = (), account: str = "") -> Party:
    """Return a CRM record for the matcher; `account` is the name of a contact's account."""
    mails = [str(c.fields.get("email") or "") for c in contacts]
    fields = _texts(record.kind, record.fields, mails, account)
    ids = _ids(record.fields.get("salesforce_id"), record.fields.get("customer_no"))
    return Party(record.id, fields, ids, str(record.fields.get("account_id") or ""))


def salesforce_party(
    record: Record,
    pairs: Iterable[FieldPair],
    contacts: Iterable[Record] = (),
    account: str = "",
) -> Party:
    """Return a Salesforce record for the matcher; `account` is the name of its account."""
    values = as_crm(record, pairs)
    mails = [str(c.fields.get("Email") or "") for c in contacts]
    fields = _texts(record.kind, values, mails, account)
    ids = _ids(record.id, values.get("customer_no"))
    return Party(record.id, fields, ids, str(record.fields.get("AccountId") or ""))


def _texts(
    kind: Kind, values: Mapping[str, Value], mails: Iterable[str], account: str
) -> dict[str, str]:
    """Return the fields that are compared; blanks are left out."""
    said = {
        name: str(value).strip()
        for name, value in values.items()
        if value is not None and name in _COMPARED[kind]
    }
    texts = {name: text for name, text in said.items() if text}
    if kind is Kind.ACCOUNT and "website" not in texts:
        # the domain that most of its people write from stands in for the missing website
        mail = _usual_mail(mails)
        if mail:
            texts["email"] = mail
    if account:
        texts["account"] = account
    return texts


def _usual_mail(mails: Iterable[str]) -> str:
    by_domain: dict[str, str] = {}
    counts: Counter[str] = Counter()
    for mail in sorted(filter(None, mails)):
        domain = web.registered(web.mail_parts(mail)[1])
        if domain and not web.is_shared_host(domain):
            counts[domain] += 1
            by_domain.setdefault(domain, mail)
    return by_domain[max(sorted(counts), key=counts.__getitem__)] if counts else ""


def _ids(salesforce_id: Value, customer_no: Value) -> dict[str, str]:
    ids = {"salesforce_id": salesforce_id, "customer_no": customer_no}
    return {name: str(value).strip() for name, value in ids.items() if not is_blank(value)}
