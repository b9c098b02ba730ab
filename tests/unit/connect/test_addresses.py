"""Any Salesforce address that a person can paste leads to the place to sign in at."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from requests import Request
from urllib3.util import parse_url

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
        "https://evil.example\\.salesforce.com",
        "https://evil.example%2f.salesforce.com",
        "https://acme.my.s\u0430lesforce.com",
        "https://evil.example\u3002salesforce.com",
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
        ("https://acme.my.salesforce.com:443", True),
        ("HTTPS://Acme.my.Salesforce.com/services", True),
        ("https://acme.my.salesforce.com:8443", False),
        ("https://acme.my.salesforce.com.", False),
        ("https://evil.example\\.salesforce.com", False),
        ("https://evil.example\\@acme.my.salesforce.com", False),
        (" https://acme.my.salesforce.com", False),
        ("https://evil.example\t.salesforce.com", False),
        ("https://evil.example\n.salesforce.com", False),
        ("https://evil.example%2f.salesforce.com", False),
        ("https://evil.example%00.salesforce.com", False),
        ("https://evil.example;.salesforce.com", False),
        ("https://evil.example?.salesforce.com", False),
        ("https://evil.example#.salesforce.com", False),
        ("https://[evil.example].salesforce.com", False),
        ("https://acme.my.s\u0430lesforce.com", False),  # a Cyrillic letter
        ("https://evil.example\u3002salesforce.com", False),  # a full stop of East Asia
        ("https://evil.example\uff0f.salesforce.com", False),
        ("https://acme.my.\u017falesforce.com", False),  # becomes an s when case is folded
        ("http://localhost\\.evil.example", False),
        ("http://localhost:80@evil.example", False),
        ("http://[::1%25.evil.example]", False),
        ("https:\\\\acme.my.salesforce.com", False),
    ],
)
def test_a_token_goes_to_salesforce_and_this_computer_only(address: str, *, allowed: bool) -> None:
    assert may_hold_token(address) is allowed


@given(st.text(alphabet="htps:/[]@.#?%\\ \t;salesforce.com1:0evil\u3002\u017f", max_size=60))
def test_what_may_hold_a_token_is_that_host_for_the_library_too(middle: str) -> None:
    """Two readers of one address must agree on its host: the one that checks and the one that goes.

    The library is asked about everything that passes, and has to name the same host.
    """
    for address in (f"https://{middle}.salesforce.com", f"https://acme.salesforce.com{middle}"):
        if may_hold_token(address):
            goes = parse_url(str(Request("GET", address).prepare().url)).host
            assert goes is not None
            assert goes.endswith(".salesforce.com")


def test_tokens_of_salesforce_never_go_to_this_computer_nor_the_other_way() -> None:
    far, near = "https://acme.my.salesforce.com", "http://localhost:17171"
    assert may_hold_token(far, beside="https://login.salesforce.com")
    assert may_hold_token("http://127.0.0.1:4000", beside=near)
    assert not may_hold_token(near, beside=far)
    assert not may_hold_token(far, beside=near)


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
