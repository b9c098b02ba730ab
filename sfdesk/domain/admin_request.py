"""What a person sends to a Salesforce admin so that SFDesk is let in: an e-mail and one page.

Words only, filled with what is known of the company and of what went wrong.
"""

from dataclasses import dataclass

from sfdesk.domain.sign_in_problems import CALLBACKS
from sfdesk.i18n import _

SUBJECT = _("Please allow SFDesk in our Salesforce (2 minutes)")


@dataclass(frozen=True, slots=True)
class AdminRequest:
    """What is known: who asks, where they sign in, the Client ID in use, and what went wrong."""

    who: str = ""
    address: str = ""
    client_id: str = ""
    code: str = ""
    cause: str = ""


def email(request: AdminRequest) -> str:
    """Return the body of the e-mail, as plain text."""
    opening = (
        _("Hello,")
        + "\n\n"
        + _(
            "I would like to use SFDesk, a desktop app that shows my Salesforce accounts next "
            "to our CRM. Salesforce lets people use such an app only after an admin has set it "
            "up once."
        )
    )
    parts = [opening]
    if request.cause:
        parts.append(_("What I see when I try: {cause}").format(cause=_caused(request)))
    parts += [_steps(request, ""), _safety(""), _("Thank you!")]
    if request.who:
        parts.append(request.who)
    return "\n\n".join(parts) + "\n"


def sheet(request: AdminRequest) -> str:
    """Return the page for the admin, as Markdown."""
    known = [
        (_("Who asks"), request.who),
        (_("Salesforce"), request.address),
        (_("Client ID in use"), request.client_id),
        (_("What happened"), _caused(request)),
    ]
    table = "\n".join(f"| {name} | {value} |" for name, value in known if value)
    head = f"| {_('About')} | |\n| --- | --- |\n{table}\n" if table else ""
    title = _("Setting up SFDesk in Salesforce")
    sections = (
        (_("The app"), _steps(request, "- ")),
        (_("What SFDesk does"), _safety("- ")),
        (_("Good to know"), _notes("- ")),
    )
    body = "\n\n".join(f"## {name}\n\n{text}" for name, text in sections)
    return f"# {title}\n\n{head}\n{body}\n"


def _caused(request: AdminRequest) -> str:
    return f"{request.cause} ({request.code})" if request.code else request.cause


def _steps(request: AdminRequest, mark: str) -> str:
    number = mark or "{n}. "
    lines = "".join(f"\n    {line}" if not mark else f"\n  - `{line}`" for line in CALLBACKS)
    steps = [
        _("Setup > External Client App Manager > New External Client App. Name: SFDesk."),
        _("Enable OAuth. Callback URL, these three lines exactly:") + lines,
        _(
            'Selected scopes: "Manage user data via APIs (api)" and "Perform requests at any time '
            '(refresh_token, offline_access)".'
        ),
        _(
            'Switch on "Require Proof Key for Code Exchange (PKCE)"; switch off "Require secret '
            'for Web Server Flow" and "Require secret for Refresh Token Flow".'
        ),
        _(
            'Policies: Permitted Users "Admin approved users are pre-authorized", with the '
            "profiles or permission sets of who may use it. Refresh token valid until revoked, or "
            "as your rules ask."
        ),
        _(
            "Send back the Consumer Key (it is called Client ID in SFDesk), or a connection file "
            "with it. The Consumer Secret is not needed; keep it."
        ),
    ]
    if request.client_id:
        steps.insert(
            0,
            _(
                "If the app exists already (Client ID {id}): Setup > Connected Apps OAuth Usage, "
                "find SFDesk, press Install or Unblock, then Manage App Policies."
            ).format(id=request.client_id),
        )
    return "\n".join(number.format(n=n) + text for n, text in enumerate(steps, 1))


def _safety(mark: str) -> str:
    facts = (
        _("It reads Accounts and Contacts that the user can already see, with the user's rights."),
        _("It writes nothing until the user presses Push, and then only the fields on screen."),
        _("The sign-in happens in the user's own browser; SFDesk never sees a password."),
        _("Data stays on the user's computer. Nothing is sent to anybody else."),
    )
    return "\n".join(mark + fact for fact in facts)


def _notes(mark: str) -> str:
    notes = (
        _("A change can take up to 10 minutes until Salesforce knows it everywhere."),
        _("Set the app up in Production before the next sandbox refresh; sandboxes copy it."),
        _("An app that nobody has tried yet is not listed under Connected Apps OAuth Usage."),
        _("New connected apps can no longer be made; an External Client App takes their place."),
    )
    return "\n".join(mark + note for note in notes)
