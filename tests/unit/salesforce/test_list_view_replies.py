"""Whatever a reply about list views holds, reading it ends in list views and nothing else."""

from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from sfdesk.domain.list_views import ListView
from sfdesk.salesforce.list_views import read

_KEYS = st.sampled_from(["listviews", "id", "label", "developerName", "soqlCompatible"])
_JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=6),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(_KEYS, inner, max_size=5),
    max_leaves=12,
)


@given(_JSON)
def test_any_json_is_read_as_list_views_or_nothing(reply: Any) -> None:
    for view in read(reply):
        assert view.id
        assert view.name


def test_the_documented_reply_is_read() -> None:
    reply = {
        "done": True,
        "listviews": [
            {
                "describeUrl": "/services/data/v65.0/sobjects/Account/listviews/00B/describe",
                "developerName": "NewThisWeek",
                "id": "00BD0000005WcBeMAK",
                "label": "New This Week",
                "resultsUrl": "/services/data/v65.0/sobjects/Account/listviews/00B/results",
                "soqlCompatible": True,
                "url": "/services/data/v65.0/sobjects/Account/listviews/00B",
            },
            {"developerName": "Plain", "id": "00B2", "soqlCompatible": False},
        ],
        "nextRecordsUrl": None,
        "size": 2,
        "sobjectType": "Account",
    }
    assert read(reply) == [
        ListView("00BD0000005WcBeMAK", "New This Week", "NewThisWeek"),
        ListView("00B2", "Plain", "Plain", usable=False),
    ]
