"""What a person sends to a Salesforce admin to be given one permission: an e-mail and one page.

Words only. The person is connected already; nothing about the app has to change.
"""

from dataclasses import dataclass

from sfdesk.domain.permissions import Permission
from sfdesk.i18n import _

SUBJECT = _("Please give me a permission in Salesforce (2 minutes)")


@dataclass(frozen=True, slots=True)
class PermissionRequest:
    """Who asks as which user, where, for what; `cause` is the line of the check."""

    permission: Permission
    cause: str
    who: str = ""
    username: str = ""
    address: str = ""


def email(request: PermissionRequest) -> str:
    """Return the body of the e-mail, as plain text."""
    parts = [
        _("Hello,")
        + "\n\n"
        + _(
            "I use SFDesk, a desktop app that shows my Salesforce accounts next to our CRM. It has "
            "my rights in Salesforce and no others, and one of them is missing."
        ),
        _("What SFDesk tells me: {cause}").format(cause=request.cause),
        "\n".join(_steps(request)),
        _safety(),
        _("Thank you!"),
        *filter(None, (request.who,)),
    ]
    return "\n\n".join(parts) + "\n"


def sheet(request: PermissionRequest) -> str:
    """Return the page for the admin, as Markdown."""
    known = [
        (_("Who asks"), request.who),
        (_("User"), request.username),
        (_("Salesforce"), request.address),
        (_("What happened"), request.cause),
        (_("What is missing"), request.permission.name),
    ]
    table = "\n".join(f"| {name} | {value} |" for name, value in known if value)
    steps = "\n".join(_steps(request))
    return (
        f"# {_('A permission for SFDesk')}\n\n| {_('About')} | |\n| --- | --- |\n{table}\n\n"
        f"## {_('What to do')}\n\n{steps}\n\n## {_('What SFDesk does')}\n\n{_safety()}\n"
    )


def _steps(request: PermissionRequest) -> list[str]:
    user = request.username or _("the user")
    steps = [
        _("What is missing: {name}.").format(name=request.permission.name),
        _("Where: {path}. Save.").format(path=request.permission.path),
        _("Then, in that permission set: Manage Assignments > Add Assignment > {user}.").format(
            user=user
        ),
        _("It holds at once; nobody has to sign in anew."),
    ]
    return [f"{n}. {step}" for n, step in enumerate(steps, 1)]


def _safety() -> str:
    return _(
        "SFDesk writes nothing until I press Push, and then only the fields that I ticked. The "
        "permission can be taken back at the same place at any time."
    )
