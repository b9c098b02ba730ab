"""What people type for a proxy becomes one address, or is refused with what is wrong."""

import pytest

from sfdesk.domain.proxies import proxy_address
from sfdesk.errors import InputError


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("", ""),
        ("  ", ""),
        ("proxy.acme.example:8080", "http://proxy.acme.example:8080"),
        (" http://proxy.acme.example:8080/ ", "http://proxy.acme.example:8080"),
        ("https://10.0.0.7:3128", "https://10.0.0.7:3128"),
        ("http://[2001:db8::1]:8080", "http://[2001:db8::1]:8080"),
    ],
)
def test_an_address_is_taken(typed: str, meant: str) -> None:
    assert proxy_address(typed) == meant


@pytest.mark.parametrize(
    "typed",
    ["proxy", "proxy:port", "socks5://p:1080", "http://p:8080/x?y", "p q:80"],
)
def test_what_is_no_proxy_is_refused(typed: str) -> None:
    with pytest.raises(InputError, match="not the address of a proxy"):
        proxy_address(typed)


def test_a_password_is_not_taken_into_a_file() -> None:
    with pytest.raises(InputError, match="password is not kept here"):
        proxy_address("http://anna:secret@proxy.acme.example:8080")
