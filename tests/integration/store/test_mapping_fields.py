"""A mapping is tried on the records that are here before it is kept."""

import pytest

from sfdesk.actions import mapping_fields
from sfdesk.domain.mapping import DEFAULT_MAPPING, FieldPair, Way
from sfdesk.domain.orgs import FieldInfo, SobjectInfo
from sfdesk.domain.records import Kind
from sfdesk.errors import InputError
from sfdesk.store.cache import Cache
from sfdesk.store.crm import Crm
from tests.integration.store.customers import NOW, ORG, put_account


def test_a_mapping_is_stored_with_what_still_speaks_against_it(crm: Crm, cache: Cache) -> None:
    put_account(cache, 1, Size__c="10-50")
    field = FieldInfo("Size__c", "Size", "string", 20)
    names = [p.salesforce for p in DEFAULT_MAPPING if p.kind is Kind.ACCOUNT]
    fields = {n: FieldInfo(n, n, "string", 255, updateable=True) for n in names}
    cache.store_schema(
        Kind.ACCOUNT,
        SobjectInfo(
            "Account", "Account", createable=True, updateable=True,
            fields={**fields, "Size__c": field},
        ),
    )  # fmt: skip
    others = [p for p in DEFAULT_MAPPING if p.crm != "employees"]
    pairs = (*others, FieldPair(Kind.ACCOUNT, "Size__c", "employees", Way.TO_CRM))
    (note,) = mapping_fields.store(pairs, cache, crm, ORG, now=NOW)
    assert "would not fit" in note.text
    assert crm.mapping(ORG) == pairs


def test_what_cannot_work_is_not_stored(crm: Crm, cache: Cache) -> None:
    with pytest.raises(InputError, match="Nothing fills Name") as told:
        mapping_fields.store(
            [p for p in DEFAULT_MAPPING if p.crm != "name"], cache, crm, ORG, now=NOW
        )
    assert "Nothing was saved" in told.value.hint
    assert crm.mapping(ORG) == DEFAULT_MAPPING
