"""Links, decisions and mappings: what people said about two records, or two fields."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

import orjson
from sqlalchemy import Connection, Select, delete, func, insert, select

from sfdesk.domain.links import Decision, Link, Outcome, Shown
from sfdesk.domain.mapping import DEFAULT_MAPPING, FIELD_TYPES, FieldPair, Way
from sfdesk.domain.records import Kind
from sfdesk.errors import InputError, UnknownId
from sfdesk.i18n import _
from sfdesk.store.crm_batches import BatchState, Verb, last_number
from sfdesk.store.crm_schema import BATCHES, DECISIONS, LINKS, MAPPINGS


def links(db: Connection, org_id: str, kind: Kind) -> list[Link]:
    """Return every link of a kind."""
    found = select(LINKS).where(LINKS.c.org_id == org_id, LINKS.c.kind == kind.value)
    return [_link(row) for row in db.execute(found).all()]


def pulse(db: Connection, org_id: str, kind: Kind) -> str:
    """Return a mark that is another one after any link, decision, undo or mapping."""
    links_there = select(func.count(), func.max(LINKS.c.batch_id)).where(
        LINKS.c.org_id == org_id, LINKS.c.kind == kind.value
    )
    said = select(func.max(DECISIONS.c.number)).where(
        DECISIONS.c.org_id == org_id, DECISIONS.c.kind == kind.value
    )
    undone = select(func.count()).where(BATCHES.c.state == BatchState.UNDONE.value)
    forgot = last_number(db, org_id, Verb.FORGET)
    version = select(func.max(MAPPINGS.c.version)).where(MAPPINGS.c.org_id == org_id)
    parts = [*db.execute(links_there).one()]
    parts += [db.execute(one).scalar() for one in (said, undone, version)]
    return " ".join(str(part) for part in [*parts, forgot])


def all_links(db: Connection, kind: Kind) -> list[tuple[str, Link]]:
    """Return the links of a kind to whatever org, with that org's id."""
    found = select(LINKS).where(LINKS.c.kind == kind.value)
    return [(row.org_id, _link(row)) for row in db.execute(found).all()]


def link_of(db: Connection, org_id: str, kind: Kind, crm_id: str, record_id: str) -> Link | None:
    """Return the link of either side."""
    side = LINKS.c.crm_id == crm_id if crm_id else LINKS.c.record_id == record_id
    found = select(LINKS).where(LINKS.c.org_id == org_id, LINKS.c.kind == kind.value, side)
    row = db.execute(found).first()
    return _link(row) if row else None


def add_link(db: Connection, org_id: str, link: Link) -> None:
    """Add a link. Raise InputError if either side is linked already."""
    for side in ({"crm_id": link.crm_id}, {"record_id": link.record_id}):
        there = link_of(db, org_id, link.kind, **{"crm_id": "", "record_id": "", **side})
        if there is not None:
            raise InputError(
                _("{crm_id} and {record_id} are linked already").format(
                    crm_id=there.crm_id, record_id=there.record_id
                ),
                _("A record has one partner at most. Undo that link first."),
            )
    db.execute(
        insert(LINKS).values(
            org_id=org_id,
            kind=link.kind.value,
            crm_id=link.crm_id,
            record_id=link.record_id,
            at=link.at,
            batch_id=link.batch_id,
        )
    )


def remove_link(db: Connection, org_id: str, kind: Kind, crm_id: str) -> None:
    """Take a link away; nothing happens where there is none."""
    db.execute(
        delete(LINKS).where(
            LINKS.c.org_id == org_id, LINKS.c.kind == kind.value, LINKS.c.crm_id == crm_id
        )
    )


def _link(row: Any) -> Link:
    return Link(Kind(row.kind), row.crm_id, row.record_id, row.at, row.batch_id)


def add_decision(db: Connection, org_id: str, decision: Decision) -> None:
    """Add a decision."""
    db.execute(
        insert(DECISIONS).values(
            org_id=org_id,
            batch_id=decision.batch_id,
            kind=decision.kind.value,
            crm_id=decision.crm_id,
            record_id=decision.record_id,
            outcome=decision.outcome.value,
            at=decision.at,
            band=decision.shown.band,
            drawn=decision.shown.drawn,
            first=decision.shown.first,
            note=decision.shown.note,
            seen=orjson.dumps(dict(decision.seen)).decode(),
        )
    )


def decisions(db: Connection, org_id: str, kind: Kind) -> list[Decision]:
    """Return the decisions that stand, oldest first."""
    found = _decisions().where(DECISIONS.c.org_id == org_id, DECISIONS.c.kind == kind.value)
    forgotten = last_number(db, org_id, Verb.FORGET)
    rows = db.execute(found).all()
    return [d for d in (_decision(row, forgotten) for row in rows) if not d.undone]


def batch_decisions(db: Connection, batch_id: str) -> list[Decision]:
    """Return the decisions of a batch, undone or not."""
    found = _decisions().where(DECISIONS.c.batch_id == batch_id)
    return [_decision(row) for row in db.execute(found).all()]


def _decisions() -> Select[Any]:
    joined = DECISIONS.outerjoin(BATCHES, BATCHES.c.id == DECISIONS.c.batch_id)
    batch = (BATCHES.c.state, BATCHES.c.person, BATCHES.c.number.label("batch"))
    found = select(DECISIONS, *batch).select_from(joined)
    return found.order_by(DECISIONS.c.number)


def _decision(row: Any, forgotten: int = 0) -> Decision:
    return Decision(
        row.batch_id,
        Kind(row.kind),
        row.crm_id,
        row.record_id,
        Outcome(row.outcome),
        row.at,
        undone=row.state == BatchState.UNDONE,
        by=row.person or "",
        shown=Shown(row.band, row.drawn, row.first, row.note),
        seen=orjson.loads(row.seen),
        forgotten=(row.batch or 0) < forgotten,
    )


def mapping(db: Connection, org_id: str) -> tuple[FieldPair, ...]:
    """Return the latest stored mapping, or the default one."""
    found = select(MAPPINGS.c.pairs).where(MAPPINGS.c.org_id == org_id)
    text = db.execute(found.order_by(MAPPINGS.c.version.desc()).limit(1)).scalar()
    if text is None:
        return DEFAULT_MAPPING
    return tuple(
        FieldPair(Kind(kind), salesforce, crm, Way(way))
        for kind, salesforce, crm, way in orjson.loads(text)
    )


def store_mapping(db: Connection, org_id: str, pairs: Sequence[FieldPair], now: datetime) -> None:
    """Store a mapping as a new version. Raise UnknownId for a field that the CRM does not have."""
    for pair in pairs:
        if (pair.kind, pair.crm) not in FIELD_TYPES:
            raise UnknownId(
                _('The CRM has no field "{name}"').format(name=pair.crm),
                _("Choose one of the fields in the list."),
            )
    last = select(func.coalesce(func.max(MAPPINGS.c.version), 0))
    version = int(db.execute(last.where(MAPPINGS.c.org_id == org_id)).scalar_one()) + 1
    rows = [[p.kind.value, p.salesforce, p.crm, p.way.value] for p in pairs]
    text = orjson.dumps(rows).decode()
    db.execute(insert(MAPPINGS).values(org_id=org_id, version=version, pairs=text, at=now))
