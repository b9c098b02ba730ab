"""What happens to an address on a save where countries are chosen from a list."""

from collections.abc import Mapping
from typing import Any

from sfdesk.practice.org import Org
from sfdesk.practice.schema.fields import SObject
from sfdesk.practice.schema.places import COUNTRIES, PREFIXES
from sfdesk.practice.wire import Refusal

_NAMES = {code: name for name, code in COUNTRIES.items()}


def before_save(org: Org, sobject: SObject, values: dict[str, Any]) -> None:
    """Keep name and code of a country together; raise `Refusal` for one that is not listed."""
    if not org.switches.state_picklists:
        return
    for prefix in PREFIXES.get(sobject.name, ()):
        name, code = f"{prefix}Country", f"{prefix}CountryCode"
        if name in values:
            values[code] = _code(name, values[name])
        elif code in values:
            values[name] = _NAMES.get(values[code])


def _code(field: str, country: Any) -> str | None:
    if country is None:
        return None
    if country not in COUNTRIES:
        raise Refusal(
            400,
            "FIELD_INTEGRITY_EXCEPTION",
            "There's a problem with this country, even though it may appear correct. Please "
            f"select a country/territory from the list of valid countries.: {field}",
            fields=[field],
        )
    return COUNTRIES[country]


def fill(org: Org, tables: Mapping[str, tuple[str, ...]] = PREFIXES) -> None:
    """Give every record the codes of the countries that it names already."""
    for table, prefixes in tables.items():
        for prefix in prefixes:
            org.db.executemany(
                f'UPDATE "{table}" SET "{prefix}CountryCode" = ? WHERE "{prefix}Country" = ? '
                f'AND "{prefix}CountryCode" IS NULL',
                [(code, name) for name, code in COUNTRIES.items()],
            )
