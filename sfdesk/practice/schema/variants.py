"""Orgs differ: with person accounts, with several currencies."""

from dataclasses import replace

from sfdesk.practice.schema.customers import SALUTATIONS
from sfdesk.practice.schema.fields import (
    Field,
    SObject,
    address,
    day,
    email,
    flag,
    locked,
    lookup,
    phone,
    pick,
    text,
)  # fmt: skip

MONEYED = ("Account", "Contact", "Opportunity", "Case", "User", "Organization", "Success_Plan__c")
RATES = {"EUR": 1.0, "USD": 0.92, "GBP": 1.16, "CHF": 1.05, "JPY": 0.0062}
"""What one unit of each currency is worth in the org's own, which is the first."""

SHARED = {
    "FirstName": "FirstName",
    "LastName": "LastName",
    "Salutation": "Salutation",
    "PersonEmail": "Email",
    "PersonMobilePhone": "MobilePhone",
    "PersonHomePhone": "HomePhone",
    "PersonTitle": "Title",
    "PersonDepartment": "Department",
    "PersonBirthdate": "Birthdate",
    "PersonMailingStreet": "MailingStreet",
    "PersonMailingCity": "MailingCity",
    "PersonMailingState": "MailingState",
    "PersonMailingPostalCode": "MailingPostalCode",
    "PersonMailingCountry": "MailingCountry",
    "CRM_Id__pc": "CRM_Id__c",
}
"""What an account that is a person shares with the contact behind it."""


def with_currencies(objects: tuple[SObject, ...]) -> tuple[SObject, ...]:
    """Return the objects of an org that keeps amounts in several currencies."""
    code = pick(
        "CurrencyIsoCode", "Currency ISO Code", *RATES, length=3, defaulted=True,
        default="EUR", restricted=True,
    )  # fmt: skip
    return tuple(each.plus([code]) if each.name in MONEYED else each for each in objects)


def with_persons(objects: tuple[SObject, ...]) -> tuple[SObject, ...]:
    """Return the objects of an org in which an account may be a person."""
    is_person = locked(flag("IsPersonAccount", "Is Person Account"))
    changed = []
    for each in objects:
        if each.name == "Account":
            changed.append(_nameless(each).plus([is_person, *_person_fields()]))
        elif each.name == "Contact":
            changed.append(each.plus([is_person]))
        else:
            changed.append(each)
    return tuple(changed)


def _nameless(account: SObject) -> SObject:
    """A person has no company name to give, and so none is required of any account."""
    fields = tuple(
        replace(each, nillable=True) if each.name == "Name" else each for each in account.fields
    )
    return replace(account, fields=fields)


def _person_fields() -> list[Field]:
    person = {"compound": "Name", "extra": "switchablepersonname"}
    return [
        text("LastName", "Last Name", 80, name_field=True, **person),
        text("FirstName", "First Name", 40, name_field=True, **person),
        pick("Salutation", "Salutation", *SALUTATIONS, length=40, **person),
        locked(lookup("PersonContactId", "Contact ID", "Contact")),
        *address("PersonMailing", "Mailing"),
        phone("PersonMobilePhone", "Mobile"),
        phone("PersonHomePhone", "Home Phone"),
        email("PersonEmail", "Email"),
        text("PersonTitle", "Title", 80),
        text("PersonDepartment", "Department", 80),
        day("PersonBirthdate", "Birthdate"),
        text("CRM_Id__pc", "CRM Id", 40),
    ]
