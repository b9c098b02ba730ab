"""What a person can choose, as one frozen value kept in `settings.json` in the config folder.

Not here: tokens (the keyring), window geometry (Qt), how far a sync came (the stores).
"""

import dataclasses
import json
import os
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from sfdesk import paths
from sfdesk.errors import SettingsError
from sfdesk.i18n import _

SCHEMA = 1


@dataclass(frozen=True, slots=True)
class Settings:
    """Every setting with its default; the comment behind a field is what its help says."""

    crm_url: str = ""  # SQLAlchemy address of a team's CRM; empty: a SQLite file of your own
    current_org: str = ""  # alias of the Salesforce that the window shows
    client_id: str = ""  # Client ID of the app that your admin made; empty: ask when connecting
    look: str = "system"  # "system", "light" or "dark"
    letter_keys: str = "on"  # "on" or "off": single letters decide in Review
    certificates: str = "computer"  # "computer": those it trusts; "public": only what all know
    proxy: str = ""  # http://host:port between SFDesk and Salesforce; empty: as the system has it
    learning: str = "on"  # "on" or "off": decisions correct how far each field is trusted
    nightly: str = ""  # "02:00": refresh every night at two, on this computer's clock; empty: never
    unknown: Mapping[str, Any] = field(default_factory=dict)  # kept for a newer SFDesk

    @property
    def learns(self) -> bool:
        """Whether decisions correct the weights."""
        return self.learning == "on"

    def crm_address(self, own_file: Path) -> str:
        """Return the CRM's SQLAlchemy address: `SFDESK_CRM_URL`, the setting, or the own file."""
        chosen = os.environ.get("SFDESK_CRM_URL") or self.crm_url
        return chosen or f"sqlite:///{own_file}"


_CHOICES = {
    "look": ("system", "light", "dark"),
    "certificates": ("computer", "public"),
    "letter_keys": ("on", "off"),
    "learning": ("on", "off"),
}
_FORMS = {"nightly": re.compile(r"|([01]\d|2[0-3]):[0-5]\d")}
_ANYTHING = re.compile(r"(?s:.*)")


def _path() -> Path:
    return paths.config_folder() / "settings.json"


def load() -> Settings:
    """Read the settings; a missing file means the defaults.

    Raise SettingsError, which names the key, for a file or value that cannot be used: nothing is
    reset behind anybody's back.
    """
    path = _path()
    try:
        raw = json.loads(path.read_text(encoding="utf-8"))
    except FileNotFoundError:
        return Settings()
    except (OSError, ValueError) as error:
        raise _unusable(_("The file cannot be read"), details=str(error)) from error
    if not isinstance(raw, dict):
        raise _unusable(_("It should hold an object in braces"))
    if raw.get("schema", SCHEMA) != SCHEMA:
        raise _unusable(_("It was written by another version of SFDesk"))
    known = {f.name for f in dataclasses.fields(Settings)} - {"unknown"}
    values: dict[str, Any] = {key: raw[key] for key in known & raw.keys()}
    for key, value in values.items():
        good = isinstance(value, str) and value in _CHOICES.get(key, (value,))
        if not good or not _FORMS.get(key, _ANYTHING).fullmatch(value):
            raise _unusable(_('"{key}" cannot be {value}').format(key=key, value=json.dumps(value)))
    rest = {k: v for k, v in raw.items() if k not in known and k != "schema"}
    return Settings(**values, unknown=rest)


def save(settings: Settings) -> None:
    """Write the settings; a crash while writing leaves the old file whole."""
    values = {
        f.name: getattr(settings, f.name)
        for f in dataclasses.fields(settings)
        if f.name != "unknown"
    }
    path = _path()
    fresh = path.with_suffix(".new")
    text = json.dumps({"schema": SCHEMA, **values, **settings.unknown}, indent=2)
    try:
        fresh.write_text(text + "\n", encoding="utf-8")
        fresh.replace(path)
    except OSError as error:
        raise _unusable(_("The file cannot be written"), details=str(error)) from error


def _unusable(reason: str, *, details: str = "") -> SettingsError:
    return SettingsError(
        _("The settings cannot be used"),
        _("{reason}. Mend or delete this file, then start again: {path}").format(
            reason=reason, path=_path()
        ),
        details=details,
    )
