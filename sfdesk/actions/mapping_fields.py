"""Map fields: which Salesforce field answers to which CRM field. Checked first, stored after."""

from collections.abc import Sequence
from datetime import datetime

from sfdesk.domain.mapping import FieldPair
from sfdesk.domain.mapping_checks import Problem, problems
from sfdesk.domain.records import Kind
from sfdesk.errors import InputError
from sfdesk.i18n import _
from sfdesk.store.cache import Cache
from sfdesk.store.crm import Crm


def check(pairs: Sequence[FieldPair], cache: Cache, crm: Crm) -> tuple[Problem, ...]:
    """Say what speaks against a mapping, tried on every record that is here. Writes nothing."""
    schema = {kind: sobject for kind in Kind if (sobject := cache.schema(kind)) is not None}
    theirs = {kind: list(cache.records(kind)) for kind in Kind}
    ours = {kind: crm.records(kind) for kind in Kind}
    return problems(pairs, schema, theirs, ours)


def store(
    pairs: Sequence[FieldPair], cache: Cache, crm: Crm, org_id: str, *, now: datetime
) -> tuple[Problem, ...]:
    """Keep a mapping as a new version, and return what still speaks against it.

    A field that was not pulled before arrives with the next refresh. Raise InputError for what
    stops it.
    """
    found = check(pairs, cache, crm)
    stopping = [problem.text for problem in found if problem.stops]
    if stopping:
        raise InputError(
            stopping[0].removesuffix("."),
            _("Nothing was saved. Change that row, then save again."),
            details="\n".join(stopping),
        )
    crm.store_mapping(org_id, pairs, now=now)
    return found
