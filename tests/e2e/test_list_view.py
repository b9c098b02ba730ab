"""A list view as what is kept, as a script chooses it."""

from collections.abc import Iterator

import pytest
import requests

from sfdesk.demo import pages
from sfdesk.demo.practice_process import PracticeAddress, PracticeProcess
from tests.e2e.program import connect, sfdesk

# Each holds one of the three ports for the answer.
pytestmark = pytest.mark.xdist_group("callback ports")


@pytest.fixture
def org() -> Iterator[PracticeAddress]:
    with PracticeProcess() as address:
        yield address


def test_a_list_view_is_chosen_synced_and_missed(org: PracticeAddress) -> None:
    user = org.users[0]
    answer = connect(
        org.login,
        org.client_id,
        lambda address: pages.sign_in(address, user.username, user.password),
        "--scope",
        "my renewals",
    )
    view = answer.json["list_view"]
    assert (answer.json["scope"], view["name"]) == ("list_view", "My Renewals")
    assert sfdesk("orgs").json["orgs"][0]["list_view"] == view

    first = sfdesk("sync").json
    assert first["list_view"] == view
    assert 0 < first["accounts"]["total"] < 120

    listed = sfdesk("scope").json
    assert view in listed["list_views"]
    assert "Ben's Watchlist" not in {each["name"] for each in listed["list_views"]}

    wrong = sfdesk("scope", "My Renewal", code=1)
    assert wrong.title == 'There is no list view "My Renewal"'
    assert wrong.json["error"]["hint"].startswith("The nearest names are: My Renewals")
    assert sfdesk("scope").json["list_view"] == view

    tier = next(each for each in listed["list_views"] if each["name"] == "Tier A")
    assert sfdesk("scope", tier["id"]).json["list_view"] == tier
    order = {"do": "delete_list_view", "id": tier["id"]}
    assert requests.post(f"{org.login}/practice/faults", json=order, timeout=30).ok
    gone = sfdesk("sync", code=1)
    assert gone.json["error"]["code"] == "LIST_VIEW_GONE"

    assert sfdesk("scope", "mine").json["list_view"] is None
    assert sfdesk("sync").json["accounts"]["total"] > first["accounts"]["total"]


def test_an_unknown_list_view_leaves_one_connected(org: PracticeAddress) -> None:
    user = org.users[0]
    refused = connect(
        org.login,
        org.client_id,
        lambda address: pages.sign_in(address, user.username, user.password),
        "--scope",
        "Nowhere",
        code=1,
    )
    assert refused.title == 'There is no list view "Nowhere"'
    assert "what is kept here stayed as it was" in refused.stderr
    (kept,) = sfdesk("orgs").json["orgs"]
    assert (kept["scope"], kept["signed_in"]) == ("mine", True)
