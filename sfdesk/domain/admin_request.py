"""What a person sends to a Salesforce admin so that SFDesk is let in: an e-mail and one page.

Words only, filled with what is known of the company and of what went wrong. Sources: Salesforce
Help, "Configure the External Client App OAuth Settings" and "Configure OAuth Policies"; connected
apps can no longer be created since Spring '26, so it speaks of an External Client App.
"""

from dataclasses import dataclass, replace
from urllib.parse import urlsplit

from sfdesk.domain.addresses import SHARED_LOGINS
from sfdesk.domain.orgs import OrgInfo
from sfdesk.domain.sign_in_problems import CALLBACKS
from sfdesk.i18n import _

SUBJECT = _("Please allow SFDesk in our Salesforce (2 minutes)")
_SETUP = "/lightning/setup/"
_APPS = f"{_SETUP}ManageExternalClientApplication/home"
_USAGE = f"{_SETUP}ConnectedAppsUsage/home"


@dataclass(frozen=True, slots=True)
class AdminRequest:
    """What is known: who asks, for where, with which app, and what went wrong.

    `address` is where they sign in, `code` the case, E1 to E30, and `cause` what it was called.
    """

    who: str = ""
    address: str = ""
    client_id: str = ""
    code: str = ""
    cause: str = ""
    company: str = ""
    org_id: str = ""
    username: str = ""
    may_push: bool = False

    def about(self, info: OrgInfo) -> "AdminRequest":
        """Fill in what a connected Salesforce tells."""
        return replace(
            self,
            who=info.display_name,
            address=info.login_url,
            client_id=info.client_id,
            company=info.org_name,
            org_id=info.org_id,
            username=info.username,
            may_push=info.may_push,
        )

    @property
    def setup(self) -> str:
        """Where the company's own Setup pages begin; "" while only the login page is known."""
        host = urlsplit(self.address).netloc
        return "" if host in {"", *SHARED_LOGINS} else f"https://{host}"


def email(request: AdminRequest) -> str:
    """Return the body of the e-mail, as plain text: the cause, the settings, who asks."""
    opening = _(
        "I would like to use SFDesk, a desktop app that shows my Salesforce accounts and contacts "
        "next to our CRM. It signs in as me in my own browser, so it sees what I see and nothing "
        "else. Salesforce lets people use such an app only after an admin has set it up once."
    )
    parts = [_("Hello,"), opening]
    if request.cause:
        parts.append(_("What I see when I try: {cause}").format(cause=_caused(request)))
    steps = "\n".join(f"{n}. {step}" for n, step in enumerate(_steps(request, "\n    {line}"), 1))
    parts += [steps, "\n".join(_conduct(request))]
    parts += ["\n".join(f"{name}: {value}" for name, value in _facts(request)), _("Thank you!")]
    parts.append(request.who)
    return "\n\n".join(part for part in parts if part) + "\n"


def sheet(request: AdminRequest) -> str:
    """Return the page for the admin, as Markdown."""
    known = [
        (_("Who asks"), request.who),
        *_facts(request),
        (_("What happened"), _caused(request)),
    ]
    table = "\n".join(f"| {name} | {value} |" for name, value in known if value)
    head = f"| {_('About')} | |\n| --- | --- |\n{table}\n\n" if table else ""
    sections = (
        (_("The app"), _steps(request, "\n   - `{line}`")),
        (_("Why these settings"), _reasons()),
        (_("What SFDesk does"), _conduct(request)),
        (_("Good to know"), _good_to_know(request)),
    )
    body = "\n\n".join(
        f"## {name}\n\n" + "\n".join(f"{_mark(n)} {text}" for text in lines)
        for n, (name, lines) in enumerate(sections)
    )
    return f"# {_('Setting up SFDesk in Salesforce')}\n\n{head}{body}\n"


def _mark(section: int) -> str:
    """Markdown numbers lines by itself; only the first section has an order."""
    return "-" if section else "1."


def _caused(request: AdminRequest) -> str:
    return f"{request.cause} ({request.code})" if request.code else request.cause


def _facts(request: AdminRequest) -> list[tuple[str, str]]:
    facts = [
        (_("Company"), request.company),
        (_("Salesforce"), request.address),
        (_("Organization ID"), request.org_id),
        (_("User"), request.username),
        (_("Client ID in use"), request.client_id),
    ]
    return [(name, value) for name, value in facts if value]


def _steps(request: AdminRequest, callback: str) -> list[str]:
    """Return the steps in their order; `callback` is the form of a callback address's own line."""
    lines = "".join(callback.format(line=line) for line in CALLBACKS)
    link = f" {request.setup}{_APPS}" if request.setup else ""
    steps = [
        _("Setup > External Client App Manager > New External Client App.") + link,
        _("Name: SFDesk. Distribution State: Local. Contact e-mail: yours."),
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
            "After saving, Policies > OAuth Policies: Permitted Users = Admin approved users are "
            "pre-authorized, and add my profile or a permission set. Refresh Token Policy = expire "
            "if not used for 30 days, or as your rules ask."
        ),
        _(
            "Send back the Consumer Key (it is called Client ID in SFDesk), or a connection file "
            "with it. The Consumer Secret is not needed; keep it."
        ),
    ]
    if request.client_id:
        usage = f" {request.setup}{_USAGE}" if request.setup else ""
        found = _(
            "If the app exists already (Client ID {id}): Setup > Connected Apps OAuth Usage, "
            "find SFDesk, press Install or Unblock, then Manage App Policies."
        )
        steps.insert(0, found.format(id=request.client_id) + usage)
    return steps


def _reasons() -> list[str]:
    return [
        _(
            "A desktop program cannot keep a secret, so there is none; PKCE makes a stolen code "
            "worthless. This is how RFC 8252 asks for it."
        ),
        _(
            "Salesforce compares the callback with its port, so each port that SFDesk may use is "
            "listed. All three are this person's own computer."
        ),
        _("api: read and, if allowed, write records. refresh_token: no daily sign-in."),
    ]


def _conduct(request: AdminRequest) -> list[str]:
    writes = (
        _("It writes only fields that a person ticked, one record at a time, after a comparison.")
        if request.may_push
        else _("It is connected look-only and writes nothing until I allow it and press Push.")
    )
    return [
        _("It reads accounts and contacts that this user can already see."),
        writes,
        _("It keeps them in a file on this user's computer. Nothing goes to anybody else."),
        _("The sign-in lies in the system's keyring. Passwords never pass through SFDesk."),
    ]


def _good_to_know(request: AdminRequest) -> list[str]:
    return [
        _("A change can take up to 10 minutes until Salesforce knows it everywhere."),
        _(
            "Make the app in production before the next sandbox refresh: the sandbox then has it "
            "too, and its users sign in once more."
        ),
        _(
            "An app that nobody has tried yet is not listed under Connected Apps OAuth Usage; "
            "later it may be: {usage}"
        ).format(usage=f"{request.setup}{_USAGE}"),
        _("To end all access: External Client App Manager > SFDesk > OAuth Usage > Revoke."),
    ]
