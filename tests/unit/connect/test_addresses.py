"""Any Salesforce address that a person can paste leads to the place to sign in at."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sfdesk.domain.addresses import login_address, may_hold_token
from sfdesk.errors import InputError


@pytest.mark.parametrize(
    ("pasted", "wanted"),
    [
        ("production", "https://login.salesforce.com"),
        ("Sandbox", "https://test.salesforce.com"),
        ("", "https://login.salesforce.com"),
        ("login.salesforce.com", "https://login.salesforce.com"),
        ("acme.my.salesforce.com", "https://acme.my.salesforce.com"),
        ("  HTTPS://Acme.My.Salesforce.com/home?x=1#y ", "https://acme.my.salesforce.com"),
        ("http://acme.my.salesforce.com", "https://acme.my.salesforce.com"),
        (
            "https://acme.lightning.force.com/lightning/r/Account/001A0000006Vm9rIAC/view",
            "https://acme.my.salesforce.com",
        ),
        (
            "https://acme--uat.sandbox.lightning.force.com/lightning/page/home",
            "https://acme--uat.sandbox.my.salesforce.com",
        ),
        (
            "acme.my.salesforce-setup.com/lightning/setup/SetupOneHome/home",
            "https://acme.my.salesforce.com",
        ),
        (
            "acme--uat.sandbox.my.salesforce-setup.com",
            "https://acme--uat.sandbox.my.salesforce.com",
        ),
        ("acme--c.vf.force.com/apex/page", "https://acme.my.salesforce.com"),
        ("acme--uat--c.sandbox.vf.force.com", "https://acme--uat.sandbox.my.salesforce.com"),
        (
            "acme-dev-ed.develop.lightning.force.com",
            "https://acme-dev-ed.develop.my.salesforce.com",
        ),
        ("eu12.salesforce.com", "https://eu12.salesforce.com"),
        ("acme.my.sfcrmproducts.cn", "https://acme.my.sfcrmproducts.cn"),
        ("acme.lightning.sfcrmproducts.cn", "https://acme.my.sfcrmproducts.cn"),
        ("acme.my.salesforce.mil", "https://acme.my.salesforce.mil"),
        ("http://localhost:41234/start", "http://localhost:41234"),
        ("localhost:41234", "http://localhost:41234"),
        ("http://[::1]:41234", "http://[::1]:41234"),
        ("https://127.0.0.1:41234", "https://127.0.0.1:41234"),
    ],
)
def test_pasted_addresses_lead_to_the_sign_in(pasted: str, wanted: str) -> None:
    assert login_address(pasted) == wanted


@pytest.mark.parametrize(
    "pasted",
    [
        "acme.com",
        "salesforce.com",
        "www.salesforce.com",
        "help.salesforce.com/s/articleView",
        "https://acme.my.salesforce.com.evil.example",
        "https://evilsalesforce.com",
        "https://acme.my.salesforce.com@evil.example/",
        "https://user:pw@acme.my.salesforce.com",
        "https://acme.my.salesforce.com:8443",
        "http://10.0.0.1",
        "http://localhost.evil.example",
        "ftp://acme.my.salesforce.com",
        "javascript:alert(1)//salesforce.com",
        "https://[::1",
        "not an address",
        "x" * 3000 + ".my.salesforce.com",
    ],
)
def test_what_is_not_salesforces_is_refused_in_words(pasted: str) -> None:
    with pytest.raises(InputError) as caught:
        login_address(pasted)
    assert caught.value.title == "That is not a Salesforce address"
    assert "salesforce.com or force.com" in caught.value.hint


@pytest.mark.parametrize(
    ("address", "allowed"),
    [
        ("https://acme.my.salesforce.com", True),
        ("https://acme.my.salesforce.mil/x", True),
        ("https://acme.my.sfcrmproducts.cn", True),
        ("https://acme.lightning.force.com", True),
        ("http://localhost:17171", True),
        ("http://[::1]:4000", True),
        ("http://acme.my.salesforce.com", False),
        ("https://acme.my.salesforce-setup.com", False),
        ("https://salesforce.com.evil.example", False),
        ("https://evil-salesforce.com", False),
        ("https://acme.my.salesforce.com@evil.example", False),
        ("https://evil.example/salesforce.com", False),
        ("http://127.0.0.1.evil.example", False),
        ("", False),
        ("https://", False),
        ("https://[", False),
    ],
)
def test_a_token_goes_to_salesforce_and_this_computer_only(address: str, *, allowed: bool) -> None:
    assert may_hold_token(address) is allowed


@given(st.text(max_size=200))
def test_any_text_gives_a_trusted_address_or_a_known_error(text: str) -> None:
    try:
        found = login_address(text)
    except InputError:
        return
    assert may_hold_token(found)


@given(st.text(alphabet="htps:/[]@.#?%\\ salesforce.com1:0evil", max_size=80))
def test_texts_that_look_like_addresses_do_no_better(text: str) -> None:
    try:
        found = login_address(text)
    except InputError:
        return
    assert may_hold_token(found)
