"""The practice org answers as real orgs did: the same status, the same keys, the same types.

Every recorded reply is compared with the practice org's answer to the same request. What still
differs is listed in `KNOWN` with its reason: a difference that is not listed fails, and so does an
entry that no longer differs.
"""

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass

import pytest

from tests.integration import recorded_errors, recordings
from tests.integration.recorded_bodies import BODIES
from tests.integration.recorded_differences import (
    COLLECTED,
    Found,
    of_body,
    of_error,
    of_session,
    visitor,
)

pytestmark = [
    pytest.mark.may_skip("recordings of real orgs lie beside a checkout, not in it"),
    pytest.mark.skipif(recordings.folder() is None, reason="no recordings beside this checkout"),
    pytest.mark.xdist_group("recordings"),
]


@dataclass(frozen=True, slots=True)
class Known:
    """A difference that stays: regular expressions for request and place, and the reason."""

    request: str
    place: str
    reason: str

    def covers(self, found: Found) -> bool:
        """Tell whether this is that difference."""
        return bool(
            re.fullmatch(self.request, found.request)
            and re.fullmatch(self.place, found.difference.place)
        )


_STATUS = "status"
_OTHERS = r"(mikesnamespace1__|namespace2__|playgroundorg__)\w+"
_OURS = r"\w+__c"
_DATA_COM = "CleanStatus|DunsNumber|NaicsCode|NaicsDesc|Tradestyle|YearStarted"
_NEW_DESCRIBE = "associateEntityType|associateParentEntity|sobjectDescribeOption"
_LATER = "recorded with an older version of the API, which did not have it yet"
_NOT_BUILT = "the practice org does not offer this API"
_NO_OBJECT = "the practice org has no such object"

KNOWN = (
    # APIs that are not offered
    Known(r"(GET|POST) /(services/)?async/job.*", _STATUS, f"{_NOT_BUILT}: Bulk API 1.0"),
    Known(r"(GET|POST) /services/data/tooling/.*", _STATUS, f"{_NOT_BUILT}: Tooling"),
    Known(r"GET /services/data/connect/communities", _STATUS, f"{_NOT_BUILT}: Connect"),
    # Objects that are not there
    Known(r"GET /services/data/sobjects/(Custom__c|Lead|OpportunityContactRole)/describe",
          _STATUS, _NO_OBJECT),
    Known(r"GET /services/data/query/", _STATUS, f"{_NO_OBJECT}: Lead, which TYPEOF names"),
    Known(r"POST /services/data/composite/sobjects", r"\$\[\]\.id", f"{_NO_OBJECT}: Lead"),
    Known(r"POST /services/data/composite", r"\$\.compositeResponse\[\]\.httpStatusCode",
          f"{_NO_OBJECT}: Campaign and others"),
    Known(r"GET /services/data/sobjects",
          r"\$\.sobjects\[\]\.urls\.(eventSchema|workOrder\w+ArticleSuggestions)",
          f"{_NO_OBJECT}: platform events, work orders"),
    Known(r"GET /services/data/sobjects", r"\$\.sobjects\[\]\.urls\.workOrderArticleSuggestions",
          f"{_NO_OBJECT}: work orders"),
    # Fields and figures of somebody else's org
    Known(r"MockAccount(MissingURLAttribute)?\.json", rf"\$\.({_OTHERS}|{_OURS}|{_DATA_COM})",
          "every administrator adds fields of their own; Data.com was off there"),
    Known(r"sobject_find_success_response\.json", r"\$\.(?!attributes|Id\b|Name\b)\w+",
          "the row of a custom object, compared with an account"),
    Known(r"MockLimits\.json", r"\$\.(BOZosCalloutHourlyLimit|Daily\w+\..+)",
          "limits of the apps that were installed there"),
    Known(r"GET /services/data/sobjects/Organization/\{id\}",
          r"\$\.DelegatedAuthenticationServiceUrl", "of two orgs one had it"),
    Known(r"GET /services/data/sobjects/Account/describe", r"\$\.urls\.defaultValues",
          "of three orgs one had it: the one with person accounts"),
    # Older or newer than the recording
    Known(r"GET /services/data/sobjects/(Account|Case)/describe", rf"\$\.({_NEW_DESCRIBE})",
          _LATER),
    Known(r"(list|describe)_sobjects_success_response\.json", r"\$\.sobjects\[\]\..+", _LATER),
    Known(r"sobject_describe_success_response\.json", r"\$\..+", _LATER),
    Known(r"(reauth|refresh)_success_response\.json", r"\$\.(scope|token_type)", _LATER),
    # Recordings that somebody shortened by hand
    Known(r"GET /SFDO-Tooling/.*", _STATUS, "a file of another host"),
    Known(r"POST /services/data/composite", _STATUS, "the recorded request is no JSON"),
    Known(r"POST /services/data/composite", r"\$\.compositeResponse\[\]\.body\.\w+",
          "describes of which a few keys were kept"),
    Known(r"MockAccountMissingURLAttribute\.json", r"\$\.attributes\.url", "left out on purpose"),
    Known(r"DUPLICATES_DETECTED: Use one of these records\?",
          r"\$\[\]\.duplicateResult\.matchResults\[\]\.(matchRecords\[\]\.record\.Id|rule|size|"
          r"success)", "the quotation breaks off before them"),
)  # fmt: skip
ERRORS = recorded_errors.REST | recorded_errors.OAUTH
EVERYTHING: list[tuple[Callable[[str], Iterable[Found]], str]] = [
    *((of_session, name) for name in recordings.sessions()),
    *((of_body, name) for name in BODIES),
    *((of_error, name) for name in ERRORS),
]


@pytest.mark.parametrize(("differences", "name"), EVERYTHING, ids=[name for _, name in EVERYTHING])
def test_an_answer_has_the_recorded_shape(
    differences: Callable[[str], Iterable[Found]], name: str
) -> None:
    new = [
        str(each)
        for each in sorted(differences(name))
        if not any(known.covers(each) for known in KNOWN)
    ]
    assert new == []


def test_every_listed_difference_is_still_there() -> None:
    found = [each for differences, name in EVERYTHING for each in differences(name)]
    stale = [known for known in KNOWN if not any(known.covers(each) for each in found)]
    assert stale == []


def test_every_recorded_body_is_compared() -> None:
    top = recordings.folder()
    assert top is not None
    bodies = {
        str(path.relative_to(top))
        for folder in ("restforce", "swiftlysalesforce")
        for path in (top / folder).rglob("*.json")
    }
    assert bodies == set(BODIES)


def test_every_collected_error_is_compared() -> None:
    collected = recordings.load(COLLECTED)
    names = {recorded_errors.name(each) for part in ("rest", "oauth") for each in collected[part]}
    assert names == set(ERRORS)


_TRAITS = ("type", "nillable", "createable", "updateable", "nameField", "idLookup", "soapType")


@pytest.mark.parametrize("sobject", ["Account", "Case", "Contact", "Event", "Opportunity"])
def test_standard_fields_are_of_the_recorded_kind(sobject: str) -> None:
    described = recordings.exchanges(f"cumulusci/describe/GET_sobjects_{sobject}_describe.json")
    with visitor() as somebody:
        live = somebody.ask("GET", f"/sobjects/{sobject}/describe").json()["fields"]
    ours = {each["name"]: each for each in live}
    shared = [each for each in described[0].reply["fields"] if each["name"] in ours]
    assert len(shared) > 20
    recorded = {each["name"]: [each[trait] for trait in _TRAITS] for each in shared}
    assert recorded == {name: [ours[name][trait] for trait in _TRAITS] for name in recorded}
