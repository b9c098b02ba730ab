"""The request for an admin: an e-mail and a one-page sheet, filled in for one person and cause.

Texts only; the connection file that belongs to it is in `connection_files.py`. Sources: Salesforce
Help, "Configure the External Client App OAuth Settings" and "Configure OAuth Policies"; connected
apps can no longer be created since Spring '26, so the sheet speaks of an External Client App.
"""

from dataclasses import dataclass
from urllib.parse import urlsplit

from sfdesk.domain.sign_in_problems import CALLBACKS, PROBLEMS
from sfdesk.i18n import _

_SETUP = "/lightning/setup/"
APPS = f"{_SETUP}ManageExternalClientApplication/home"
USAGE = f"{_SETUP}ConnectedAppsUsage/home"


@dataclass(frozen=True, slots=True)
class Request:
    """Who asks, where, and why. `code` is the case, E1 to E30, or "" before any attempt."""

    asker: str
    login_url: str = ""
    code: str = ""
    company: str = ""
    org_id: str = ""
    username: str = ""
    client_id: str = ""
    may_push: bool = False

    @property
    def company_host(self) -> str:
        """The company's own host; "" while only login.salesforce.com is known."""
        host = urlsplit(self.login_url).netloc
        return "" if host in {"", "login.salesforce.com", "test.salesforce.com"} else host


@dataclass(frozen=True, slots=True)
class Email:
    """An e-mail to copy, or to open in a mail program."""

    subject: str
    body: str


def email(request: Request) -> Email:
    """Write the e-mail: short, with the cause and the settings, the sheet for the rest."""
    lines = [
        _("Hello,"),
        "",
        _(
            "I would like to use sfdesk, a desktop program that shows my Salesforce accounts and "
            "contacts next to our customer list. It signs in as me in my own browser, so it sees "
            "what I see and nothing else."
        ),
        "",
        *_cause(request),
        _("It needs an app in our Salesforce; making one takes about two minutes:"),
        "",
        *(f"{number}. {step}" for number, step in enumerate(_steps(request), start=1)),
        "",
        *_about(request),
        "",
        _("The attached sheet has the same with reasons. Thank you!"),
        "",
        request.asker,
    ]
    return Email(_("Please allow sfdesk in our Salesforce (2 minutes)"), "\n".join(lines))


def sheet(request: Request) -> str:
    """Write the one-page sheet in Markdown."""
    parts = [
        f"# {_('Allow sfdesk in Salesforce')}",
        _("For: the Salesforce admin. Asked by: {asker}.").format(asker=request.asker),
        *_paragraphs(_cause(request)),
        f"## {_('Make the app')}",
        "\n".join(f"{n}. {step}" for n, step in enumerate(_steps(request), start=1)),
        f"## {_('Callback URL: these three lines, exactly')}",
        "```\n" + "\n".join(CALLBACKS) + "\n```",
        f"## {_('Why these settings')}",
        "\n".join(f"- {line}" for line in _reasons()),
        f"## {_('What sfdesk does')}",
        "\n".join(f"- {line}" for line in _conduct(request)),
        f"## {_('Good to know')}",
        "\n".join(f"- {line}" for line in _good_to_know(request)),
        *_paragraphs(_about(request)),
    ]
    return "\n\n".join(parts) + "\n"


def _paragraphs(lines: list[str]) -> list[str]:
    return ["\n".join(line for line in lines if line)] if any(lines) else []


def _cause(request: Request) -> list[str]:
    """Say what happened when the person tried, in the words that they saw."""
    case = PROBLEMS.get(request.code)
    if case is None:
        return []
    title = case.title if "{" not in case.title else _("The sign-in did not come about")
    text = _('When I tried to sign in, sfdesk said: "{title}" ({code}).')
    return [text.format(title=title, code=request.code), ""]


def _steps(request: Request) -> list[str]:
    where = _("Setup > External Client App Manager > New External Client App")
    if request.company_host:
        where += f" (https://{request.company_host}{APPS})"
    return [
        where,
        _("Name: sfdesk. Distribution State: Local. Contact e-mail: yours."),
        _("Enable OAuth. Callback URL, three lines: {lines}").format(lines=", ".join(CALLBACKS)),
        _(
            "Selected OAuth scopes: Manage user data via APIs (api); Perform requests at any time "
            "(refresh_token, offline_access)."
        ),
        _(
            "Switch on: Require Proof Key for Code Exchange (PKCE). Switch off: Require secret for "
            "Web Server Flow, Require secret for Refresh Token Flow."
        ),
        _(
            "After saving, Policies > OAuth Policies: Permitted Users = Admin approved users are "
            "pre-authorized, and add my profile or a permission set. Refresh Token Policy = expire "
            "if not used for 30 days."
        ),
        _(
            "Settings > OAuth Settings > Consumer Key and Secret: send me the Consumer Key only, "
            "or the connection file. The secret is not needed; keep it."
        ),
    ]


def _reasons() -> list[str]:
    return [
        _(
            "A desktop program cannot keep a secret, so there is none; PKCE makes a stolen code "
            "worthless. This is how RFC 8252 asks for it."
        ),
        _(
            "Salesforce compares the callback with its port, so each port that sfdesk may use is "
            "listed. All three are this person's own computer."
        ),
        _("api: read and, if allowed, write records. refresh_token: no daily sign-in."),
    ]


def _conduct(request: Request) -> list[str]:
    writes = (
        _("It writes only fields that a person ticked, one record at a time, after a comparison.")
        if request.may_push
        else _("It is connected look-only and writes nothing.")
    )
    return [
        _("It reads accounts and contacts that this user can already see."),
        writes,
        _("It keeps them in a file on this user's computer. Nothing goes to anybody else."),
        _("The sign-in lies in the system's keyring. Passwords never pass through sfdesk."),
        _("A refresh of 5,000 records takes about 10 API calls."),
    ]


def _good_to_know(request: Request) -> list[str]:
    usage = f"https://{request.company_host}{USAGE}" if request.company_host else USAGE
    return [
        _("Changes to an app can take up to 10 minutes."),
        _(
            "An app that somebody tried before may stand under Connected Apps OAuth Usage; it may "
            "also not be listed there. This link opens the page: {usage}"
        ).format(usage=usage),
        _(
            "Make it in production before the next sandbox refresh: the sandbox then has it too, "
            "and its users sign in once more."
        ),
        _("To end all access: External Client App Manager > sfdesk > OAuth Usage > Revoke."),
    ]


def _about(request: Request) -> list[str]:
    facts = [
        (_("Company"), request.company),
        (_("Salesforce"), request.company_host),
        (_("Organization ID"), request.org_id),
        (_("User"), request.username),
        (_("Client ID in use"), request.client_id),
    ]
    return [f"{name}: {value}" for name, value in facts if value]
