"""Checks what a person says that the columns of two files are, before anything is read by it."""

from collections.abc import Mapping, Sequence
from difflib import get_close_matches
from pathlib import Path

from sfdesk.domain.matching.headers import field_names, is_field, meaning
from sfdesk.domain.records import Kind
from sfdesk.errors import InputError
from sfdesk.i18n import _


def check_fields(named: Mapping[str, str], kind: Kind) -> None:
    """Raise InputError for a column that is given a field that there is not."""
    for header, field in named.items():
        if not is_field(field, kind):
            known = field_names(kind)
            near = [name for name in (meaning(field, kind),) if name in known]
            near += get_close_matches(field, sorted(known), 1)
            hint = _("Did you mean {column}={field}?") if near else _("There are {fields}.")
            raise InputError(
                _("{field} is no field that {column} could be").format(field=field, column=header),
                hint.format(
                    column=header, field=next(iter(near), ""), fields=", ".join(sorted(known))
                ),
            )


def check_once(file: str, headers: Sequence[str], named: Mapping[str, str]) -> None:
    """Raise InputError where two columns of one file are given the same field, but for `street`."""
    columns: dict[str, str] = {}
    for header in headers:
        field = named.get(header, "street")
        if field != "street" and field in columns:
            raise InputError(
                _("{file}: {first} and {second} cannot both be {field}").format(
                    file=file, first=columns[field], second=header, field=field
                ),
                _("Give one column of a file to each field; only street may have several."),
            )
        columns[field] = header


def check_there(
    named: Mapping[str, str], headers: Sequence[Sequence[str]], paths: Sequence[Path]
) -> None:
    """Raise InputError for a column that neither file has; `headers` are those of each file."""
    for header in named:
        if not any(header in some for some in headers):
            files = _(" and ").join(path.name for path in paths)
            raise InputError(
                _("{files} have no column {column}").format(files=files, column=header),
                _("Check the names given with --map."),
            )
