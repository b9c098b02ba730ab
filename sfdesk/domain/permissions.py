"""What a user may lack in Salesforce: what it is called there, and where an admin gives it.

Words only. Source: Salesforce Help, "Permission Sets", "Object Permissions", "Field Permissions",
"Edit Object Permissions in Profiles and Permission Sets".
"""

from collections.abc import Sequence
from dataclasses import dataclass

from sfdesk.domain.records import Kind
from sfdesk.i18n import _

_SETS = _("Setup > Users > Permission Sets > New, or one that the user has")


@dataclass(frozen=True, slots=True)
class Permission:
    """One thing to ask for. `name` is what Salesforce calls it, `path` leads to it in Setup.

    `grantable` is false for what no permission set gives.
    """

    name: str
    path: str
    grantable: bool = True

    @property
    def why(self) -> str:
        """Who can give it, and where."""
        if not self.grantable:
            return _("{name}. To be seen in {path}.").format(name=self.name, path=self.path)
        text = _(
            "A Salesforce admin can give it. It is called {name}. Where: {path}. Nothing is wrong "
            "with your sign-in or this computer."
        )
        return text.format(name=self.name, path=self.path)


def on_object(plural: str, *rights: str) -> Permission:
    """Return what gives rights such as Read and Edit on an object."""
    ticked = " and ".join(f'"{right}"' for right in rights)
    return Permission(
        _("object permission {rights} on {plural}").format(rights=ticked, plural=plural),
        f"{_SETS} > Object Settings > {plural} > Edit > Object Permissions: {', '.join(rights)}",
    )


def on_fields(plural: str, labels: Sequence[str], right: str) -> Permission:
    """Return what gives Read or Edit on fields of an object."""
    return Permission(
        _('field permission "{right} Access" on {fields}').format(
            right=right, fields=", ".join(labels)
        ),
        f"{_SETS} > Object Settings > {plural} > Edit > Field Permissions: {right} Access",
    )


def more_calls() -> Permission:
    """Return what the company's daily calls hang on."""
    return Permission(
        _(
            "Salesforce counts the calls of all programs of your company over 24 hours; how many "
            "there are is part of its contract"
        ),
        "Setup > Company Settings > Company Information > API Requests, Last 24 Hours",
        grantable=False,
    )


PLURALS = {Kind.ACCOUNT: "Accounts", Kind.CONTACT: "Contacts"}
"""What Setup calls the objects, where nobody renamed them."""
