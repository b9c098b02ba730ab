"""Finds the part of a web or mail address that a company registered, without going on-line.

Which part that is follows the Public Suffix List that tldextract ships.
"""

from functools import cache

from tldextract import TLDExtract

from sfdesk.domain.matching.words import FREE_MAIL, HOSTING

_PLAIN = frozenset({"com", "net", "org", "edu", "gov", "biz", "info"})
"""Endings under which the list has no further ones: the two last parts are the domain."""


@cache
def _extract() -> TLDExtract:
    return TLDExtract(suffix_list_urls=(), cache_dir=None)


def registered(host_or_address: str) -> str:
    """Return the registered domain ("acme.co.uk") of a host or web address; "" if there is none."""
    text = host_or_address.strip().lower()
    host = text.split("//", 1)[-1].split("/", 1)[0].split("?", 1)[0].split("@")[-1].split(":")[0]
    host = host.strip(". ")
    if "." not in host or " " in host or len(host) > 253:
        return ""
    parts = host.split(".")
    if parts[-1] in _PLAIN and parts[-2]:
        return f"{parts[-2]}.{parts[-1]}"
    found = _extract().extract_str(host)
    return f"{found.domain}.{found.suffix}" if found.domain and found.suffix else ""


def domains(addresses: list[str]) -> list[str]:
    """Return the registered domain per web address; "" for none, for free mail and for hosts."""
    return [_own_domain(address) if address else "" for address in addresses]


def _own_domain(address: str) -> str:
    domain = registered(address)
    return "" if is_shared_host(domain) else domain


def is_shared_host(domain: str) -> bool:
    """Tell whether a domain belongs to everybody: free mail, social networks, site builders."""
    return domain in FREE_MAIL or domain in HOSTING


def mail_parts(address: str) -> tuple[str, str]:
    """Split an e-mail into its local part (without "+tag") and its host; ("", "") if it is none."""
    local, at, host = address.strip().lower().rpartition("@")
    host = host.strip(" .>")
    if not at or not local or not host:
        return "", ""
    return local.strip(" <").split("+")[0], host
