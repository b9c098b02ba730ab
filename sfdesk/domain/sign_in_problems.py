"""What can go wrong on the way to Salesforce, E1 to E30: title, text and ways on of each.

Only words and their choice; the doors raise them with `problem()`, the windows draw their buttons.
Which of Salesforce's signals means which is in `sign_in_signals.py`.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from sfdesk.errors import ConnectError, OrgUnreachable, SfdeskError, SignInNeeded, VaultError
from sfdesk.i18n import _, counted

CALLBACK_PORTS = (17171, 21717, 27171)
"""Below the automatic ranges of all systems, and not the ports of other Salesforce tools."""

CALLBACKS = tuple(f"http://localhost:{port}/callback" for port in CALLBACK_PORTS)
"""The addresses that have to be registered with the app, character for character."""


class WayOn(StrEnum):
    """What a person can do about it: the button's text."""

    ASK_ADMIN = _("Request for my admin")
    TRY_AGAIN = _("Try again")
    TRY_NOW = _("Try now")
    START_AGAIN = _("Start again")
    CANCEL = _("Cancel")
    LATER = _("Later")
    PASTE = _("Paste the address")
    SIGN_IN_AND_PASTE = _("Sign in and paste")
    DEMO = _("Open demo meanwhile")
    COPY_LINES = _("Copy the three lines")
    CHECK_CLIENT_ID = _("Check the Client ID")
    CHANGE_ADDRESS = _("Change address")
    SHOW_PAGE = _("Bring the page up again")
    SIGN_IN_AGAIN = _("Sign in again")
    CONNECT_NEW = _("Connect as a new one")
    COPY_LINK = _("Copy link")
    OTHER_BROWSER = _("Use another browser")
    PROXY = _("Proxy settings")
    SETTINGS = _("Settings")
    COPY_DETAILS = _("Copy details")
    SESSION_ONLY = _("This session only")
    UNLOCK = _("Unlock and retry")
    WHY = _("Why?")


@dataclass(frozen=True, slots=True)
class Problem:
    """One case; `{...}` in its texts is filled in where it happens. The first way on is default.

    `pause` is how many seconds have to pass before another try makes sense; with `by_itself` the
    default way on is then gone without anybody's doing.
    """

    title: str
    text: str
    ways: tuple[WayOn, ...]
    kind: type[SfdeskError] = ConnectError
    retry: bool = False
    pause: int = 0
    by_itself: bool = False


PROBLEMS: Mapping[str, Problem] = {
    "E1": Problem(
        _("Your admin has blocked sfdesk"),
        _(
            "Salesforce knows the app and refuses it for this company. Only a Salesforce admin can "
            "unblock it: Setup > Connected Apps OAuth Usage > sfdesk > Unblock. Nothing is wrong "
            "with your password or this computer."
        ),
        (WayOn.ASK_ADMIN, WayOn.TRY_AGAIN),
    ),
    "E2": Problem(
        _("You are not on the list for sfdesk yet"),
        _(
            "The app is installed, but your profile or permission set has not been given to it. An "
            "admin adds you under Manage Connected Apps > sfdesk > Profiles or Permission Sets."
        ),
        (WayOn.ASK_ADMIN, WayOn.TRY_AGAIN),
    ),
    "E3": Problem(
        _("sfdesk is not installed in your Salesforce yet"),
        _(
            "Since September 2025 Salesforce lets most people use an app only after an admin has "
            "installed it. This is normal on the first day. It takes an admin about two minutes."
        ),
        (WayOn.ASK_ADMIN, WayOn.PASTE, WayOn.DEMO),
    ),
    "E4": Problem(
        _("You pressed Deny"),
        _("Salesforce did not give access, so nothing was read."),
        (WayOn.TRY_AGAIN, WayOn.CANCEL),
    ),
    "E5": Problem(
        _("The app's callback address is not set up"),
        _(
            "Salesforce sends the answer only to addresses stored with the app. An admin adds "
            "these three lines, exactly, to the app's Callback URL, and saves. Changes can take up "
            "to 10 minutes. {callbacks}"
        ),
        (WayOn.COPY_LINES, WayOn.ASK_ADMIN, WayOn.TRY_AGAIN),
    ),
    "E6": Problem(
        _("This Salesforce does not know the Client ID"),
        _(
            "The Client ID has a typing error, belongs to another company, or the app was made "
            "less than 10 minutes ago."
        ),
        (WayOn.CHECK_CLIENT_ID, WayOn.TRY_AGAIN, WayOn.ASK_ADMIN),
    ),
    "E7": Problem(
        _("The app lives in a different Salesforce"),
        _(
            "This Client ID may only be used inside the Salesforce it was made in. You are signing "
            "in to {address}. Use the Client ID made there, or ask the admin to install the app "
            "there."
        ),
        (WayOn.CHANGE_ADDRESS, WayOn.CHECK_CLIENT_ID, WayOn.ASK_ADMIN),
    ),
    "E8": Problem(
        _("The app may not do what sfdesk asks for"),
        _(
            'sfdesk asks for: "Manage user data via APIs (api)" and "Perform requests at any time '
            "(refresh_token)\". An admin adds both to the app's selected scopes."
        ),
        (WayOn.ASK_ADMIN, WayOn.TRY_AGAIN),
    ),
    "E9": Problem(
        _("You are signed in, but API access is off"),
        _(
            'Either your Salesforce edition has no API, or your user lacks "API Enabled". Your '
            "admin can tell which. Until then sfdesk cannot read anything."
        ),
        (WayOn.ASK_ADMIN, WayOn.DEMO, WayOn.TRY_AGAIN),
    ),
    "E10": Problem(
        _("Salesforce does not take your password here"),
        _(
            "Some companies switch off login.salesforce.com and want their own address, or single "
            "sign-on. Go back and paste the address you use every day."
        ),
        (WayOn.CHANGE_ADDRESS,),
    ),
    "E11": Problem(
        _("Salesforce asks for another check"),
        _(
            "Your company wants a stronger check for apps (often called High Assurance). Finish it "
            "in the browser. If it comes back every time, your admin can relax it for sfdesk."
        ),
        (WayOn.SHOW_PAGE, WayOn.ASK_ADMIN),
    ),
    "E12": Problem(
        _("You came back as somebody else"),
        _(
            "You connected as {expected}. The browser is signed in as {actual}. sfdesk does not "
            "mix two people's data."
        ),
        (WayOn.SIGN_IN_AGAIN, WayOn.CONNECT_NEW, WayOn.CANCEL),
    ),
    "E13": Problem(
        _("No browser opened"),
        _("Copy the link and open it in any browser on this computer. Then come back here."),
        (WayOn.COPY_LINK, WayOn.OTHER_BROWSER, WayOn.PASTE),
    ),
    "E14": Problem(
        _("The browser did not find its way back"),
        _(
            "You are probably signed in already. Copy the whole address from the browser's address "
            "bar - it starts with http://localhost - and paste it here. It works for a few minutes "
            "only."
        ),
        (WayOn.PASTE, WayOn.TRY_AGAIN),
    ),
    "E15": Problem(
        _("sfdesk cannot listen for the answer"),
        _(
            "Ports {ports} are all in use{names}. You need not close anything: sign in and paste "
            "the address yourself."
        ),
        (WayOn.SIGN_IN_AND_PASTE, WayOn.TRY_AGAIN),
    ),
    "E16": Problem(_("The first sign-in port was taken"), _("sfdesk listened on {port}."), ()),
    "E17": Problem(
        _("Still waiting"),
        _("The sign-in link has run out after {minutes}. Nothing is lost."),
        (WayOn.START_AGAIN, WayOn.CANCEL),
        retry=True,
    ),
    "E18": Problem(
        _("That answer belongs to another sign-in"),
        _(
            "A tab from an earlier try answered. sfdesk ignored it and is still waiting for this "
            "one."
        ),
        (),
    ),
    "E19": Problem(
        _("The answer came too late"),
        _("Sign in once more; it usually needs one click."),
        (WayOn.TRY_AGAIN,),
        retry=True,
    ),
    "E20": Problem(
        _("Not from this network or at this time"),
        _(
            "Your company allows Salesforce only from some networks or hours. Try with the company "
            "VPN, or ask your admin to relax IP limits for sfdesk."
        ),
        (WayOn.ASK_ADMIN, WayOn.TRY_AGAIN),
    ),
    "E21": Problem(
        _("This Salesforce user or company is not active"),
        _("Salesforce says the sign-in is switched off. Only an admin can change that."),
        (WayOn.CHANGE_ADDRESS, WayOn.ASK_ADMIN),
    ),
    "E22": Problem(
        _("Salesforce wants you to sign in again"),
        _(
            "Access was ended by a company rule, a password change, or an admin. Your data, links "
            "and waiting pushes are kept."
        ),
        (WayOn.SIGN_IN_AGAIN, WayOn.LATER),
        SignInNeeded,
    ),
    "E23": Problem(
        _("The app's security setting does not fit"),
        _(
            'The admin should switch on "Require PKCE" and switch off "Require secret for Web '
            'Server Flow" for this app.'
        ),
        (WayOn.ASK_ADMIN, WayOn.TRY_AGAIN),
    ),
    "E24": Problem(
        _("Too many sign-ins in a short time"),
        _("Salesforce asks for a pause. Try again in {minutes}."),
        (WayOn.TRY_AGAIN,),
        retry=True,
        pause=300,  # a guess: Salesforce counts log-ins over an hour and does not say how many
    ),
    "E25": Problem(
        _("No way to {address}"),
        _("{internet} The address may be mistyped, or a VPN or proxy is needed."),
        (WayOn.TRY_AGAIN, WayOn.PROXY),
        OrgUnreachable,
        retry=True,
    ),
    "E26": Problem(
        _("A company filter sits between you and Salesforce"),
        _('The certificate is signed by "{issuer}". {advice} If you do not know it, do not go on.'),
        (WayOn.SETTINGS, WayOn.COPY_DETAILS),
        OrgUnreachable,
    ),
    "E27": Problem(
        _("This computer's clock is off by {minutes}"),
        _("Salesforce refuses sign-ins with a wrong clock. Set it and try again."),
        (WayOn.TRY_AGAIN,),
        retry=True,
    ),
    "E28": Problem(
        _("No safe place for the sign-in"),
        _(
            "This computer has no unlocked keychain ({backend}). You can stay connected until you "
            "close sfdesk; tomorrow you sign in again."
        ),
        (WayOn.SESSION_ONLY, WayOn.UNLOCK, WayOn.WHY),
        VaultError,
    ),
    "E29": Problem(
        _("Salesforce is not available"),
        _(
            "This is on their side. Status: trust.salesforce.com. sfdesk tries again by itself; "
            "your local data works."
        ),
        (WayOn.TRY_NOW,),
        OrgUnreachable,
        retry=True,
        pause=30,
        by_itself=True,
    ),
    "E30": Problem(
        _("Salesforce refused, with a reason we do not know"),
        _('"{reason}" Copy it for your admin; we keep it in the log.'),
        (WayOn.COPY_DETAILS, WayOn.ASK_ADMIN, WayOn.TRY_AGAIN),
    ),
}

SYMPTOMS: tuple[tuple[str, str], ...] = (
    (_('"OAUTH_APPROVAL_ERROR_GENERIC" or "We can\'t authorize you"'), "E3"),
    (_('"This app is blocked by admin" / OAUTH_APP_BLOCKED'), "E1"),
    (_('"redirect_uri must match configuration"'), "E5"),
    (_('"client identifier invalid" / OAUTH_EC_APP_NOT_FOUND'), "E6"),
    (_('"Cross-org OAuth flows are not supported"'), "E7"),
    (_("It says I am not allowed / not admin approved"), "E2"),
    (_("My password is not taken"), "E10"),
    (_("It asks to choose a verification method, or loops"), "E11"),
    (_("It is signed in as somebody else"), "E12"),
    (_("The page cannot be reached / localhost refused to connect"), "E14"),
    (_("No browser opened at all"), "E13"),
)
"""What people see in the browser while the app hears nothing, and what it means."""


def problem(
    code: str, *, details: str = "", minutes: int | None = None, **filling: object
) -> SfdeskError:
    """Return the error of a case, E1 to E30, its texts filled in. `details` is for an admin."""
    case = PROBLEMS[code]
    time = round(case.pause / 60) if minutes is None else minutes
    known = {
        "callbacks": " ".join(CALLBACKS),
        "ports": _ports(),
        "names": "",
        "minutes": counted("{n} minute", "{n} minutes", time),
        **filling,
    }
    return case.kind(
        case.title.format_map(known),
        case.text.format_map(known),
        retry=case.retry,
        wait=case.pause,
        code=code,
        details=details,
    )


def somebody_else() -> SfdeskError:
    """Return E12 where nobody was connected before: the browser still knows another person."""
    return ConnectError(
        PROBLEMS["E12"].title,
        _(
            "The browser still knows another person. Sign in again: Salesforce then asks for your "
            "name and password."
        ),
        code="E12",
    )


def _ports() -> str:
    first, second, third = CALLBACK_PORTS
    return _("{first}, {second} and {third}").format(first=first, second=second, third=third)
