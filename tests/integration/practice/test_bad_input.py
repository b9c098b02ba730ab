"""Whatever comes in, an answer in Salesforce's own shape goes out, and nobody else is disturbed."""

import math
import re
import socket
import threading
from collections.abc import Iterator
from typing import Any
from urllib.parse import quote

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from sfdesk.practice import ids
from sfdesk.practice.server import running
from tests.integration.practice.conftest import Caller

NORDWIND = ids.make("001", 1)
LEAVES = (
    st.none() | st.booleans() | st.integers(-(2**70), 2**70) | st.floats() | st.text(max_size=20)
    | st.sampled_from([NORDWIND, "Account", "001", "2026-13-45", "a@b", "\0", "١٢٣", "1e400"])
)  # fmt: skip
VALUES = st.recursive(
    LEAVES,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=8), inner),
    max_leaves=6,
)
NAMES = st.sampled_from(
    ["Name", "Phone", "BillingCity", "NumberOfEmployees", "AnnualRevenue", "Health__c", "Tier__c",
     "Renewal_Date__c", "OwnerId", "ParentId", "Parent", "Owner", "IsDeleted", "attributes", "Id",
     "BillingAddress", "CRM_Id__c", "Description", "Nope"]
)  # fmt: skip
PATHS = (
    "/sobjects/Account", "/sobjects/Contact", "/composite", "/composite/sobjects",
    "/composite/batch", "/composite/graph", "/composite/tree/Account",
    "/composite/sobjects/Account", "/composite/sobjects/Account/CRM_Id__c",
    "/jobs/query", "/jobs/ingest",
    f"/sobjects/Account/{NORDWIND}", "/sobjects/Account/CRM_Id__c/x", "/practice/faults",
)  # fmt: skip
KEYS = ("records", "ids", "fields", "compositeRequest", "batchRequests", "graphs", "operation",
        "object", "query", "allOrNone", "do", "switches", "id", "path")  # fmt: skip
CALM = settings(
    max_examples=120, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)


@pytest.fixture(scope="module")
def victim() -> Iterator[Caller]:
    """Somebody in an org of these tests' own, because what comes in may be a new record."""
    with running() as address:
        caller = Caller(address)
        yield caller
        caller.close()


def jsonable(value: Any) -> Any:
    """JSON has no infinity, and no text that is not Unicode."""
    if isinstance(value, float) and not math.isfinite(value):
        return None
    if isinstance(value, dict):
        return {jsonable(key): jsonable(each) for key, each in value.items()}
    if isinstance(value, list):
        return [jsonable(each) for each in value]
    if isinstance(value, str):
        return value.encode("utf-8", "replace").decode()
    return value


def in_shape(reply: Any) -> None:
    assert reply.status_code < 500, reply.text
    if reply.status_code >= 400:
        body = reply.json()
        if isinstance(body, dict):
            assert "hasErrors" in body
            return
        assert isinstance(body, list)
        assert {"message", "errorCode"} <= set(body[0])


@CALM
@given(fields=st.dictionaries(NAMES, VALUES, max_size=4))
def test_any_record(victim: Any, fields: dict[str, Any]) -> None:
    in_shape(victim.call("POST", "/sobjects/Account", json=jsonable({"Name": "Fuzz", **fields})))


@CALM
@given(path=st.sampled_from(PATHS), method=st.sampled_from(["POST", "PATCH"]),
       body=st.dictionaries(st.sampled_from(KEYS), VALUES, max_size=3) | VALUES)  # fmt: skip
def test_any_body(victim: Any, path: str, method: str, body: Any) -> None:
    in_shape(victim.call(method, path, json=jsonable(body)))


@CALM
@given(path=st.text(max_size=30), method=st.sampled_from(["GET", "DELETE", "PATCH", "PUT", "HEAD"]))
def test_any_address(victim: Any, path: str, method: str) -> None:
    safe = quote(path.encode("utf-8", "replace"), safe="/:%?&=")
    reply = victim.call(method, f"/{safe}", data=b"")
    assert reply.status_code < 500
    for trick in (f"/../../{safe}", f"/sobjects/..%2f{safe}", f"/sobjects/Account/%00{safe}"):
        assert victim.call(method, trick, data=b"").status_code < 500


@CALM
@given(soql=st.text(
    alphabet=st.sampled_from("SELECT FROMAccountWHEREName=':%_()<>!,.0129-+TZ\\\"\n"), max_size=60,
))  # fmt: skip
def test_any_condition(victim: Any, soql: str) -> None:
    statement = f"SELECT Id FROM Account WHERE Name != {soql}"
    reply = victim.get("/query", params={"q": statement})
    assert reply.status_code in (200, 400)


@CALM
@given(text=st.text(max_size=40))
def test_any_text_is_found_again(victim: Any, text: str) -> None:
    plain = text.encode("utf-8", "replace").decode().replace("\0", "").strip()[:255]
    if not plain:
        return
    made = victim.create("Account", Name=plain)
    escaped = plain.replace("\\", "\\\\").replace("'", "\\'")
    found = victim.query(f"SELECT Name FROM Account WHERE Name = '{escaped}' AND Id = '{made}'")
    assert found["records"][0]["Name"] == plain
    victim.call("DELETE", f"/sobjects/Account/{made}")


@pytest.mark.parametrize(
    "sent",
    [
        b"nonsense\r\n\r\n",
        b"GET / HTTP/1.1\r\n\r\n",
        b"GET /\x00 HTTP/1.1\r\nHost: localhost\r\n\r\n",
        b"POST /services/oauth2/token HTTP/1.1\r\nHost: localhost\r\nContent-Length: x\r\n\r\n",
        b"GET / HTTP/1.1\r\nHost: localhost\r\nX: " + b"x" * 100_000 + b"\r\n\r\n",
        b"POST / HTTP/1.1\r\nHost: localhost\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n",
    ],
)
def test_what_is_no_http_is_refused_and_hurts_nobody(victim: Any, sent: bytes) -> None:
    port = int(victim.address.login.rpartition(":")[2])
    with socket.create_connection(("127.0.0.1", port), timeout=10) as line:
        line.sendall(sent)
        line.shutdown(socket.SHUT_WR)
        answer = line.recv(65536)
    assert re.match(rb"HTTP/1\.1 4\d\d ", answer)
    assert victim.get("/limits").status_code == 200


def test_large_headers_are_refused_in_shape(victim: Any) -> None:
    reply = victim.get("/limits", headers={"X-Large": "x" * 40_000})
    assert (reply.status_code, reply.json()[0]["errorCode"]) == (431, "REQUEST_HEADER_TOO_LARGE")


def test_writers_at_the_same_time_lose_nothing(caller: Any, sign_in: Any) -> None:
    callers = [sign_in(name) for name in ("ben.ito", "sales-ops", "admin", "anna.berg")]
    failed: list[Any] = []

    def write(one: Any, number: int) -> None:
        for at in range(15):
            reply = one.call("POST", "/sobjects/Account", json={"Name": f"W{number}-{at}"})
            path = f"/sobjects/Account/{NORDWIND}"
            changed = one.call("PATCH", path, json={"Site": f"{number}-{at}"})
            if (reply.status_code, changed.status_code) != (201, 204):
                failed.append(reply.text)

    threads = [threading.Thread(target=write, args=(each, at)) for at, each in enumerate(callers)]
    for each in threads:
        each.start()
    for each in threads:
        each.join()
    assert failed == []
    found = caller.query("SELECT COUNT() FROM Account WHERE Name LIKE 'W%-%'")
    assert found["totalSize"] == 60
