"""Error bodies that were quoted from live replies: how a practice org comes to say each of them."""

from collections.abc import Mapping
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import requests

from tests.e2e.clients import person
from tests.integration.recorded_bodies import Told
from tests.integration.visitor import Cause, Visitor


def name(entry: Mapping[str, Any]) -> str:
    """Return a name for a collected error: its code and the beginning of its message."""
    body = entry["body"]
    if isinstance(body, str):
        return body[:60]
    if isinstance(body, dict):
        return f"{body['error']}: {body['error_description']}"[:60]
    first = body[0]
    if isinstance(first, str):
        return "several matches"
    error = first["errors"][0] if "errors" in first else first
    code = error.get("errorCode") or error["statusCode"]
    return " ".join(f"{code}: {error['message']}".split())[:60].strip()


def _set(cause: Cause, **switches: Any) -> Cause:
    def ask(visitor: Visitor) -> requests.Response:
        visitor.order("set", switches=switches)
        return cause(visitor)

    return ask


def _answer(status: int, code: str, message: str) -> Cause:
    """A fault that only bad luck brings about."""

    def ask(visitor: Visitor) -> requests.Response:
        body = [{"message": message, "errorCode": code}]
        visitor.order("fail", path="/query", status=status, body=body)
        return visitor.query("SELECT Id FROM Account")

    return ask


def _query(soql: str) -> Cause:
    return lambda visitor: visitor.query(soql)


def _create(sobject: str, version: str = "", **values: Any) -> Cause:
    return lambda visitor: visitor.ask("POST", f"/sobjects/{sobject}", values, version=version)


def _expired(visitor: Visitor) -> requests.Response:
    visitor.order("expire_tokens")
    return visitor.query("SELECT Id FROM Account")


def _gone(visitor: Visitor) -> requests.Response:
    record = visitor.create("Account", Name="Short-lived")
    visitor.ask("DELETE", f"/sobjects/Account/{record}")
    return visitor.ask("DELETE", f"/sobjects/Account/{record}")


def _twice(version: str) -> Cause:
    def ask(visitor: Visitor) -> requests.Response:
        values = {"LastName": "Twin", "FirstName": "Tia", "Email": "tia@twin.example"}
        visitor.create("Contact", **values)
        visitor.order("set", switches={"duplicate_rules": "allow"})
        return visitor.ask("POST", "/sobjects/Contact", values, version=version)

    return ask


def _bulk_query(visitor: Visitor) -> requests.Response:
    visitor.order("set", switches={"bulk_daily_jobs": 0})
    job = {"operation": "query", "query": "SELECT Id FROM Account"}
    return visitor.ask("POST", "/jobs/query", job)


def _stranger(visitor: Visitor) -> requests.Response:
    rows = [{"attributes": {"type": "Account"}, "Id": "001000000000001AAA", "Name": "A"}]
    return visitor.ask("PATCH", "/composite/sobjects", {"allOrNone": False, "records": rows})


def _typeless(visitor: Visitor) -> requests.Response:
    rows = [{"CRM_Id__c": "t1", "Name": "A"}]
    return visitor.ask(
        "PATCH", "/composite/sobjects/Account/CRM_Id__c", {"allOrNone": False, "records": rows}
    )


def _halted(visitor: Visitor) -> requests.Response:
    """Return the reply to a composite request, of which the first part was rolled back."""
    here = f"/services/data/v{visitor.version}/sobjects/Account"
    parts = [
        {"method": "POST", "url": here, "referenceId": "good", "body": {"Name": "A"}},
        {"method": "POST", "url": here, "referenceId": "bad", "body": {}},
    ]
    return visitor.ask("POST", "/composite", {"allOrNone": True, "compositeRequest": parts})


def _several(visitor: Visitor) -> requests.Response:
    for last in ("One", "Two"):
        visitor.create("Contact", LastName=last, Email="same@address.example")
    return visitor.ask("PATCH", "/sobjects/Contact/Email/same%40address.example", {"Title": "?"})


def _password(visitor: Visitor) -> requests.Response:
    return visitor.password()


def _used_code(visitor: Visitor) -> requests.Response:
    code = visitor.code()
    visitor.exchange(code)
    return visitor.exchange(code)


def _busy(visitor: Visitor) -> requests.Response:
    token = visitor.refresh_token()
    visitor.order("set", switches={"refresh_seconds": 1})
    with ThreadPoolExecutor(2) as pool:
        replies = list(pool.map(visitor.refresh, [token, token]))
    return max(replies, key=lambda reply: reply.status_code)


def _wrong_address(visitor: Visitor) -> requests.Response:
    return visitor.exchange(visitor.code(), redirect_uri="http://localhost:1/")


def _wrong_secret(visitor: Visitor) -> requests.Response:
    return visitor.form("token", grant_type="password", client_secret="wrong")


def _wrong_client(visitor: Visitor) -> requests.Response:
    return visitor.form("token", grant_type="refresh_token", client_id="nobody")


def _no_challenge(visitor: Visitor) -> requests.Response:
    return requests.get(visitor.authorize(code_challenge=""), timeout=30)


def _after_login(**switches: Any) -> Cause:
    def ask(visitor: Visitor) -> requests.Response:
        visitor.order("set", switches=switches)
        with requests.Session() as browser:
            return person.log_in(visitor.org, visitor.authorize(), browser)

    return ask


def _denied(visitor: Visitor) -> requests.Response:
    reply = requests.Response()
    reply.status_code = 302
    reply.headers["Location"] = person.sign_in(visitor.org, visitor.authorize(), button="oadeny")
    return reply


def _userinfo(visitor: Visitor) -> requests.Response:
    return requests.get(
        f"{visitor.org.login}/services/oauth2/userinfo",
        headers={"Authorization": "Bearer wrong"},
        timeout=30,
    )


REST: dict[str, Told] = {
    "INVALID_SESSION_ID: Session expired or invalid": Told(401, _expired),
    "REQUEST_LIMIT_EXCEEDED: TotalRequests Limit exceeded.": Told(
        403, _set(_query("SELECT Id FROM Account"), daily_limit=1, daily_used=1)
    ),
    "API_DISABLED_FOR_ORG: The REST API is not enabled for this O": Told(
        403, _set(_query("SELECT Id FROM Account"), api_enabled=False)
    ),
    "QUERY_TIMEOUT: Your query request was running for too long.": Told(
        400, _answer(400, "QUERY_TIMEOUT", "Your query request was running for too long.")
    ),
    "ENTITY_IS_DELETED: entity is deleted": Told(404, _gone),
    "NOT_FOUND: The requested resource does not exist": Told(
        404, lambda visitor: visitor.ask("GET", "/sobjects/Foo")
    ),
    "NOT_FOUND: Provided external ID field does not exist or is n": Told(
        404, lambda visitor: visitor.ask("GET", "/sobjects/Account/23foo")
    ),
    "REQUIRED_FIELD_MISSING: Required fields are missing: [Name]": Told(400, _create("Account")),
    "INVALID_FIELD_FOR_INSERT_UPDATE: Unable to create/update fie": Told(
        400, _create("Contact", Name="A", LastName="A")
    ),
    "INVALID_OR_NULL_FOR_RESTRICTED_PICKLIST: Job Category: bad v": Told(
        400, _create("Account", Name="A", Tier__c="Z")
    ),
    "INVALID_CROSS_REFERENCE_KEY: Record Type ID: this ID value i": Told(
        400, _create("Account", Name="A", RecordTypeId="0128M0000004HVOQA2")
    ),
    "INVALID_TYPE: select count() from XYZZY ^ ERROR at Row:1:Col": Told(
        400, _query("select count() from XYZZY")
    ),
    "DUPLICATES_DETECTED: You're creating a duplicate record. We": Told(400, _twice("54.0")),
    "DUPLICATES_DETECTED: Usar um desses registros?": Told(400, _twice("56.0")),
    "DUPLICATES_DETECTED: Use one of these records?": Told(400, _twice("62.0")),
    "INVALID_FIELD: No such column 'foo' on sobject of type Bar": Told(
        400, _create("Account", Name="A", foo=1)
    ),
    "LIMIT_EXCEEDED: Max bulk v2 query jobs (10000) per 24 hrs ha": Told(400, _bulk_query),
    "LIMIT_EXCEEDED: Max bulk v2 query result size stored (100000": Told(400, _bulk_query),
    "INVALID_CROSS_REFERENCE_KEY: invalid cross reference id": Told(200, _stranger),
    "JSON_PARSER_ERROR: Nested object for polymorphic foreign key": Told(200, _typeless),
    "PROCESSING_HALTED: The transaction was rolled back since ano": Told(
        200, _halted, lambda body: body["compositeResponse"][0]["body"]
    ),
    "several matches": Told(300, _several),
}

OAUTH: dict[str, Told] = {
    "invalid_grant: expired access/refresh token": Told(
        400, lambda visitor: visitor.refresh("gone")
    ),
    "invalid_grant: authentication failure - Invalid Password": Told(
        400, lambda visitor: visitor.password("wrong")
    ),
    "invalid_grant: expired authorization code": Told(400, _used_code),
    "invalid_grant: token request is already being processed": Told(400, _busy),
    "invalid_grant: user hasn't approved this consumer": Told(
        400, _set(_password, token_error="invalid_grant: user hasn't approved this consumer")
    ),
    "redirect_uri_mismatch: redirect_uri must match configuration": Told(400, _wrong_address),
    "invalid_client: invalid client credentials": Told(400, _wrong_secret),
    "invalid_client_id: client identifier invalid": Told(400, _wrong_client),
    "error=invalid_request&error_description=missing required cod": Told(400, _no_challenge),
    "Bad_OAuth_Token": Told(403, _userinfo),
    "error=OAUTH_APP_BLOCKED&error_description=this app is blocke": Told(
        302, _after_login(authorize_error="OAUTH_APP_BLOCKED: this app is blocked by admin")
    ),
    "error=OAUTH_EC_APP_NOT_FOUND&error_description=External clie": Told(
        302,
        _after_login(
            authorize_error="OAUTH_EC_APP_NOT_FOUND: "
            "External client app is not installed in this org"
        ),
    ),
    "error=invalid_client&error_description=app+must+be+installed": Told(
        302, _after_login(api_enabled=False)
    ),
    "error=access_denied&error_description=end-user+denied+author": Told(302, _denied),
}
