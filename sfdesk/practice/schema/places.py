"""Orgs with state and country picklists: codes beside the names, and names from a list only."""

from sfdesk.practice.schema.fields import Field, SObject, pick

COUNTRIES = {
    "Australia": "AU", "Austria": "AT", "Belgium": "BE", "Brazil": "BR", "Bulgaria": "BG",
    "Canada": "CA", "Chile": "CL", "Croatia": "HR", "Czechia": "CZ", "Denmark": "DK",
    "Estonia": "EE", "Finland": "FI", "France": "FR", "Germany": "DE", "Greece": "GR",
    "Hungary": "HU", "India": "IN", "Ireland": "IE", "Israel": "IL", "Italy": "IT", "Japan": "JP",
    "Kenya": "KE", "Latvia": "LV", "Lithuania": "LT", "Luxembourg": "LU", "Mexico": "MX",
    "Morocco": "MA", "Netherlands": "NL", "New Zealand": "NZ", "Norway": "NO", "Poland": "PL",
    "Portugal": "PT", "Romania": "RO", "Singapore": "SG", "Slovakia": "SK", "South Africa": "ZA",
    "South Korea": "KR", "Spain": "ES", "Sweden": "SE", "Switzerland": "CH", "Türkiye": "TR",
    "Ukraine": "UA", "United Kingdom": "GB", "United States": "US",
}  # fmt: skip
PREFIXES = {"Account": ("Billing", "Shipping"), "Contact": ("Mailing", "Other")}


def with_codes(objects: tuple[SObject, ...]) -> tuple[SObject, ...]:
    """Return the objects of an org whose addresses are chosen from lists."""
    return tuple(
        each.plus(_codes(each.name)) if each.name in PREFIXES else each for each in objects
    )


def _codes(name: str) -> list[Field]:
    found = []
    for prefix in PREFIXES[name]:
        whole = f"{prefix}Address"
        found.append(
            pick(f"{prefix}CountryCode", f"{prefix} Country Code", *COUNTRIES.values(), length=10,
                 restricted=True, compound=whole)
        )  # fmt: skip
        found.append(pick(f"{prefix}StateCode", f"{prefix} State Code", length=10, compound=whole))
    return found
