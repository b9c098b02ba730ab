"""jsforce asks what changed and what was deleted, and searches."""

from sfdesk.practice.options import Address
from tests.e2e.clients import person
from tests.e2e.clients.node import Node


def test_what_changed_what_was_deleted_and_what_is_found(javascript: Node, org: Address) -> None:
    said = javascript.script(
        "jsforce_changes.mjs", {"login": org.login, "token": person.password_token(org)}
    )
    assert said["gone"]["id"] in {row["Id"] for row in said["bin"]}
    assert said["kept"]["id"] in said["updated"]["ids"]
    assert said["gone"]["id"] not in said["updated"]["ids"]
    assert said["gone"]["id"] in {row["id"] for row in said["deleted"]["deletedRecords"]}
    assert said["deleted"]["latestDateCovered"].endswith(".000+0000")
    assert {row["Id"] for row in said["searched"]} == {said["kept"]["id"]}
