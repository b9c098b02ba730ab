"""Bodies that were recorded without their request: how a practice org comes to say each of them."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from typing import Any
from urllib.parse import quote

import requests

from tests.integration.visitor import Cause, Visitor

_HOUR = timedelta(hours=1)


@dataclass(frozen=True, slots=True)
class Told:
    """The status that belongs to a recorded body, what brings it about, and where it then is."""

    status: int
    cause: Cause
    pick: Callable[[Any], Any] = lambda body: body


def _get(path: str, version: str = "") -> Cause:
    return lambda visitor: visitor.ask("GET", path, version=version)


def _query(soql: str) -> Cause:
    return lambda visitor: visitor.query(soql)


def _row(sobject: str, fields: str = "") -> Cause:
    def ask(visitor: Visitor) -> requests.Response:
        return visitor.ask("GET", f"/sobjects/{sobject}/{visitor.first(sobject)}{fields}")

    return ask


def _first_page(visitor: Visitor) -> requests.Response:
    return visitor.query("SELECT Name FROM Contact", **{"Sforce-Query-Options": "batchSize=200"})


def _last_page(visitor: Visitor) -> requests.Response:
    page = _first_page(visitor)
    while not page.json()["done"]:
        page = visitor.ask("GET", page.json()["nextRecordsUrl"])
    return page


def _window(which: str) -> Cause:
    def ask(visitor: Visitor) -> requests.Response:
        visitor.create("Account", Name="Of today")
        gone = visitor.create("Account", Name="Gone today")
        visitor.ask("DELETE", f"/sobjects/Account/{gone}")
        ends = [quote((visitor.now() + way * _HOUR).isoformat()) for way in (-1, 1)]
        return visitor.ask("GET", f"/sobjects/Account/{which}?start={ends[0]}&end={ends[1]}")

    return ask


def _renamed(**names: str) -> Callable[[Any], Any]:
    """Give keys the names that somebody else's object had for them."""

    def rename(value: Any) -> Any:
        if isinstance(value, list):
            return [rename(each) for each in value]
        if isinstance(value, dict):
            return {names.get(key, key): rename(each) for key, each in value.items()}
        return value

    return rename


def _recent(visitor: Visitor) -> requests.Response:
    visitor.create("Account", Name="Seen just now")
    return visitor.ask("GET", "/recent")


def _search(version: str = "") -> Cause:
    def ask(visitor: Visitor) -> requests.Response:
        visitor.create("Account", Name="Harbour Lights", BillingCity="Oban")
        visitor.create("Contact", LastName="Harbour", FirstName="Ada", Department="Finance")
        visitor.create("Case", Subject="Harbour")
        sosl = (
            "FIND {Harbour} RETURNING Contact(FirstName,LastName,Department),"
            "Account(Name,BillingCity,NumberOfEmployees),Case(CaseNumber)"
        )
        if version:
            sosl = "FIND {Harbour} RETURNING Account(Id)"
        return visitor.ask("GET", f"/search?q={quote(sosl)}", version=version)

    return ask


def _family(visitor: Visitor) -> requests.Response:
    top = visitor.create("Account", Name="The parent")
    one = visitor.create("Account", Name="The one between", ParentId=top)
    visitor.create("Account", Name="The child", ParentId=one)
    return visitor.query(
        "SELECT IsDeleted, Description, LastActivityDate, CreatedDate, Type, Parent.Name, "
        "Parent.Description, "
        f"(SELECT Name FROM ChildAccounts) FROM Account WHERE Id = '{one}'"
    )


def _upsert(visitor: Visitor, times: int, version: str) -> requests.Response:
    for _ in range(times):
        reply = visitor.ask(
            "PATCH", "/sobjects/Account/CRM_Id__c/r1", {"Name": "Again"}, version=version
        )
    return reply


def _several(visitor: Visitor) -> requests.Response:
    for name in ("One", "Two"):
        visitor.create("Contact", LastName=name, Email="same@address.example")
    return visitor.ask("PATCH", "/sobjects/Contact/Email/same%40address.example", {"Title": "?"})


def _list_view(label: str, what: str) -> Cause:
    def ask(visitor: Visitor) -> requests.Response:
        listed = visitor.ask("GET", "/sobjects/Account/listviews").json()["listviews"]
        found = next(each for each in listed if each["label"] == label)
        return visitor.ask("GET", found["url"] + what)

    return ask


def _identity(visitor: Visitor) -> requests.Response:
    path = str(visitor.password().json()["id"]).removeprefix(visitor.org.login)
    return requests.get(
        visitor.org.login + path,
        headers={"Authorization": f"Bearer {visitor.token}"},
        timeout=30,
    )


def _expired(visitor: Visitor) -> requests.Response:
    visitor.order("expire_tokens")
    return visitor.query("SELECT Id FROM Account")


def _create(visitor: Visitor) -> requests.Response:
    return visitor.ask("POST", "/sobjects/Account", {"Name": "New"})


_REST = "restforce/"
_ROWS = "restforce/sobject/"
_SWIFT = "swiftlysalesforce/"
BODIES = {
    _REST + "auth_error_response.json": Told(400, lambda visitor: visitor.password("wrong")),
    _REST + "expired_session_response.json": Told(401, _expired),
    _REST + "reauth_success_response.json": Told(200, lambda visitor: visitor.password()),
    _REST + "refresh_error_response.json": Told(400, lambda visitor: visitor.refresh("gone")),
    _REST + "refresh_success_response.json": Told(
        200, lambda visitor: visitor.refresh(visitor.refresh_token())
    ),
    _REST + "services_data_success_response.json": Told(200, _get("/services/data")),
    _ROWS + "create_success_response.json": Told(201, _create),
    _ROWS + "delete_error_response.json": Told(
        404, lambda visitor: visitor.ask("DELETE", "/sobjects/Account/rid")
    ),
    _ROWS + "describe_sobjects_success_response.json": Told(200, _get("/sobjects")),
    _ROWS + "get_deleted_success_response.json": Told(200, _window("deleted")),
    _ROWS + "get_updated_success_response.json": Told(200, _window("updated")),
    _ROWS + "list_sobjects_success_response.json": Told(200, _get("/sobjects")),
    _ROWS + "list_view_results_success_response.json": Told(
        200, _list_view("My Accounts", "/results")
    ),
    _ROWS + "org_query_response.json": Told(200, _query("SELECT Id FROM Organization")),
    _ROWS + "query_aggregate_success_response.json": Told(
        200, _query("SELECT Industry CampaignId, SUM(AnnualRevenue) FROM Account GROUP BY Industry")
    ),
    _ROWS + "query_empty_response.json": Told(
        200, _query("SELECT Id FROM Account WHERE Name = 'nobody'")
    ),
    _ROWS + "query_error_response.json": Told(400, _query("SELECT Nope FROM Account")),
    _ROWS + "query_paginated_first_page_response.json": Told(
        200, _first_page, _renamed(Name="Text_Label")
    ),
    _ROWS + "query_paginated_last_page_response.json": Told(
        200, _last_page, _renamed(Name="Text_Label")
    ),
    _ROWS + "query_success_response.json": Told(
        200,
        _family,
        _renamed(
            IsDeleted="Checkbox_Label",
            Description="Text_Label",
            LastActivityDate="Date_Label",
            CreatedDate="DateTime_Label",
            Type="Picklist_Multiselect_Label",
            Parent="ParentWhizbang__r",
            ChildAccounts="Whizbangs__r",
        ),
    ),
    _ROWS + "recent_success_response.json": Told(200, _recent),
    _ROWS + "search_error_response.json": Told(400, _get("/search?q=FIND")),
    _ROWS + "search_success_response.json": Told(200, _search("36.0")),
    _ROWS + "sobject_describe_error_response.json": Told(404, _get("/sobjects/Nope/describe")),
    _ROWS + "sobject_describe_success_response.json": Told(200, _get("/sobjects/Account/describe")),
    _ROWS + "sobject_find_error_response.json": Told(404, _get("/sobjects/Account/23foo")),
    _ROWS + "sobject_find_success_response.json": Told(200, _row("Account")),
    _ROWS + "sobject_select_success_response.json": Told(
        200, _row("Account", "?fields=CRM_Id__c"), _renamed(CRM_Id__c="External_Field__c")
    ),
    _ROWS + "upsert_created_success_response.json": Told(
        201, lambda visitor: _upsert(visitor, 1, "45.0")
    ),
    _ROWS + "upsert_error_response.json": Told(
        404, lambda visitor: visitor.ask("PATCH", "/sobjects/Account/Namez/1", {"Name": "A"})
    ),
    _ROWS + "upsert_multiple_error_response.json": Told(300, _several),
    _ROWS + "upsert_updated_success_response.json": Told(
        204, lambda visitor: _upsert(visitor, 2, "45.0")
    ),
    _ROWS + "write_error_response.json": Told(
        400, lambda visitor: visitor.ask("POST", "/sobjects/Account", {"foo": 1, "Name": "A"})
    ),
    _SWIFT + "MockAccount.json": Told(200, _row("Account")),
    _SWIFT + "MockAccountMetadata.json": Told(200, _get("/sobjects/Account/describe")),
    _SWIFT + "MockAccountMissingURLAttribute.json": Told(200, _row("Account")),
    _SWIFT + "MockAggregateQueryResult.json": Told(
        200,
        _query(
            "SELECT WhatId, ActivityDate, Status, COUNT(Id) MyCount FROM Task "
            "GROUP BY WhatId, ActivityDate, Status"
        ),
    ),
    _SWIFT + "MockIdentity.json": Told(200, _identity),
    _SWIFT + "MockLimits.json": Told(200, _get("/limits")),
    _SWIFT + "MockSearchResults.json": Told(200, _search()),
}
