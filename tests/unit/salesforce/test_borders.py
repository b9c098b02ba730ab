"""Every error of requests, simple-salesforce and keyring has a place in our family."""

import inspect

import keyring.errors
import pytest
import requests
import simple_salesforce.exceptions

from sfdesk.errors import (
    ConnectError,
    LimitReached,
    OrgError,
    OrgRefused,
    OrgUnreachable,
    RecordGone,
    RecordLocked,
    SfdeskError,
    SignInNeeded,
    VaultError,
)
from sfdesk.salesforce import borders, no_answer
from sfdesk.salesforce.keyrings import keyring_error

HERE = "http://localhost:1"


def _classes(module: object, root: type[BaseException]) -> list[type[BaseException]]:
    found = [c for _name, c in inspect.getmembers(module, inspect.isclass) if issubclass(c, root)]
    assert found
    return found


@pytest.mark.parametrize("kind", _classes(requests.exceptions, requests.RequestException))
def test_an_error_of_requests_is_a_known_one(kind: type[requests.RequestException]) -> None:
    error = kind("x", "y", 0) if issubclass(kind, requests.JSONDecodeError) else kind("x")
    with pytest.raises(OrgUnreachable) as caught, no_answer.network(HERE):
        raise error
    assert caught.value.code in {"E25", "E26", "E29"}
    assert caught.value.__suppress_context__


@pytest.mark.parametrize(
    "kind", _classes(simple_salesforce.exceptions, simple_salesforce.exceptions.SalesforceError)
)
def test_an_error_of_simple_salesforce_is_a_known_one(kind: type[Exception]) -> None:
    login = simple_salesforce.exceptions.SalesforceAuthenticationFailed
    error = kind("c", "m") if kind is login else kind("SELECT secret", 500, "query", b"SELECT x")
    with pytest.raises(SfdeskError) as caught, borders.salesforce(HERE):
        raise error
    assert "SELECT" not in f"{caught.value} {caught.value.details}"
    assert caught.value.__suppress_context__


@pytest.mark.parametrize(
    "kind",
    _classes(simple_salesforce.exceptions, simple_salesforce.exceptions.SalesforceOperationError),
)
def test_an_error_of_a_bulk_job_is_a_known_one(kind: type[Exception]) -> None:
    with pytest.raises(OrgUnreachable), borders.salesforce(HERE):
        raise kind("x")


@pytest.mark.parametrize("kind", _classes(keyring.errors, keyring.errors.KeyringError))
def test_an_error_of_the_keyring_is_a_known_one(kind: type[Exception]) -> None:
    error = keyring_error(kind("token-in-text"))
    assert isinstance(error, VaultError)
    assert error.code == "E28"
    assert "token-in-text" not in f"{error} {error.details}"


@pytest.mark.parametrize(
    ("status", "code", "message", "kind"),
    [
        (401, "INVALID_SESSION_ID", "Session expired or invalid", SignInNeeded),
        (403, "REQUEST_LIMIT_EXCEEDED", "TotalRequests Limit exceeded.", LimitReached),
        (403, "REQUEST_LIMIT_EXCEEDED", "ConcurrentPerOrgLongTxn Limit exceeded.", OrgError),
        (403, "API_DISABLED_FOR_ORG", "The REST API is not enabled", ConnectError),
        (403, "API_CURRENTLY_DISABLED", "API is disabled for this User", ConnectError),
        (503, "SERVER_UNAVAILABLE", "", OrgUnreachable),
        (404, "ENTITY_IS_DELETED", "entity is deleted", RecordGone),
        (404, "NOT_FOUND", "The requested resource does not exist", RecordGone),
        (400, "INVALID_CROSS_REFERENCE_KEY", "invalid cross reference id", RecordGone),
        (400, "UNABLE_TO_LOCK_ROW", "unable to obtain exclusive access", RecordLocked),
        (400, "INVALID_FIELD", "No such column", OrgRefused),
        (410, "UNSUPPORTED_API_VERSION", "", OrgRefused),
        (412, "PRECONDITION_FAILED", "", OrgRefused),
    ],
)
def test_a_reply_becomes_its_error(
    status: int, code: str, message: str, kind: type[SfdeskError]
) -> None:
    error = borders.reply_error(status, [{"errorCode": code, "message": message}])
    assert type(error) is kind


@pytest.mark.parametrize(
    "content", [b"<html>Maintenance</html>", "", None, [], {}, [1], "[]", b"\xff"]
)
def test_a_page_instead_of_an_answer_is_salesforces_trouble(content: object) -> None:
    assert borders.reply_error(503, content).code == "E29"


def test_a_lookup_that_leads_nowhere_is_about_its_field() -> None:
    row = {"errorCode": "INVALID_CROSS_REFERENCE_KEY", "message": "x", "fields": ["OwnerId"]}
    error = borders.reply_error(400, [row])
    assert type(error) is OrgRefused
    assert error.fields == ("OwnerId",)


@pytest.mark.parametrize("key", ["duplicateResult", "duplicateResut"])
def test_duplicates_are_read_under_both_spellings(key: str) -> None:
    found = {
        "allowSave": True,
        "matchResults": [{"matchRecords": [{"record": {"Id": "001000000000001AAA"}}]}],
    }
    error = borders.reply_error(
        400, [{"errorCode": "DUPLICATES_DETECTED", "message": "Use one?", key: found}]
    )
    assert isinstance(error, OrgRefused)
    assert error.refusals[0].others == ("001000000000001AAA",)
    assert error.refusals[0].may_save
