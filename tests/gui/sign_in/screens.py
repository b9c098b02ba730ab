"""E1 to E30 as a person sees them: title, text and buttons, filled in for one made-up company.

Which signal brings each about is in `tests.sign_in_cases`. `SFDESK_PICTURES` names a folder that
gets a picture of each, light and dark.
"""

from dataclasses import dataclass

FILLING = {
    "address": "acme.my.salesforce.com",
    "expected": "anna@acme.example (Acme GmbH)",
    "actual": "ben@acme.example (Acme GmbH)",
    "port": 21717,
    "internet": "Internet works (tested).",
    "issuer": "Acme Web Filter",
    "advice": 'If that is your company, choose "Trust this computer\'s certificates" in Settings.',
    "backend": "it is locked",
    "reason": "unknown_error: retry your request",
}
MINUTES = {"E17": 5, "E27": 12}
ASK = "Request for my admin"


@dataclass(frozen=True)
class Screen:
    """One case. `where` is the page that it stands on; the first button is the default.

    Its picture is called after the case: `E1-light.png`, `E1-dark.png`.
    """

    title: str
    text: str
    buttons: tuple[str, ...]
    where: str = "problem"


SCREENS: dict[str, Screen] = {
    "E1": Screen(
        "Your admin has blocked sfdesk",
        "Salesforce knows the app and refuses it for this company. Only a Salesforce admin can "
        "unblock it: Setup > Connected Apps OAuth Usage > sfdesk > Unblock. Nothing is wrong with "
        "your password or this computer.",
        (ASK, "Try again"),
    ),
    "E2": Screen(
        "You are not on the list for sfdesk yet",
        "The app is installed, but your profile or permission set has not been given to it. An "
        "admin adds you under Manage Connected Apps > sfdesk > Profiles or Permission Sets.",
        (ASK, "Try again"),
    ),
    "E3": Screen(
        "sfdesk is not installed in your Salesforce yet",
        "Since September 2025 Salesforce lets most people use an app only after an admin has "
        "installed it. This is normal on the first day. It takes an admin about two minutes.",
        (ASK, "Paste the address", "Open demo meanwhile"),
    ),
    "E4": Screen(
        "You pressed Deny",
        "Salesforce did not give access, so nothing was read.",
        ("Try again", "Cancel"),
    ),
    "E5": Screen(
        "The app's callback address is not set up",
        "Salesforce sends the answer only to addresses stored with the app. An admin adds these "
        "three lines, exactly, to the app's Callback URL, and saves. Changes can take up to 10 "
        "minutes. http://localhost:17171/callback http://localhost:21717/callback "
        "http://localhost:27171/callback",
        ("Copy the three lines", ASK, "Try again"),
    ),
    "E6": Screen(
        "This Salesforce does not know the Client ID",
        "The Client ID has a typing error, belongs to another company, or the app was made less "
        "than 10 minutes ago.",
        ("Check the Client ID", "Try again", ASK),
    ),
    "E7": Screen(
        "The app lives in a different Salesforce",
        "This Client ID may only be used inside the Salesforce it was made in. You are signing in "
        "to acme.my.salesforce.com. Use the Client ID made there, or ask the admin to install the "
        "app there.",
        ("Change address", "Check the Client ID", ASK),
    ),
    "E8": Screen(
        "The app may not do what sfdesk asks for",
        'sfdesk asks for: "Manage user data via APIs (api)" and "Perform requests at any time '
        "(refresh_token)\". An admin adds both to the app's selected scopes.",
        (ASK, "Try again"),
    ),
    "E9": Screen(
        "You are signed in, but API access is off",
        'Either your Salesforce edition has no API, or your user lacks "API Enabled". Your admin '
        "can tell which. Until then sfdesk cannot read anything.",
        (ASK, "Open demo meanwhile", "Try again"),
    ),
    "E10": Screen(
        "Salesforce does not take your password here",
        "Some companies switch off login.salesforce.com and want their own address, or single "
        "sign-on. Go back and paste the address you use every day.",
        ("Change address",),
    ),
    "E11": Screen(
        "Salesforce asks for another check",
        "Your company wants a stronger check for apps (often called High Assurance). Finish it in "
        "the browser. If it comes back every time, your admin can relax it for sfdesk.",
        ("Bring the page up again", ASK),
    ),
    "E12": Screen(
        "You came back as somebody else",
        "You connected as anna@acme.example (Acme GmbH). The browser is signed in as "
        "ben@acme.example (Acme GmbH). sfdesk does not mix two people's data.",
        ("Sign in again as anna@acme.example", "Connect as a new one", "Cancel"),
    ),
    "E13": Screen(
        "No browser opened",
        "Copy the link and open it in any browser on this computer. Then come back here.",
        ("Copy link", "Use another browser", "Paste the address"),
    ),
    "E14": Screen(
        "The browser did not find its way back",
        "You are probably signed in already. Copy the whole address from the browser's address "
        "bar - it starts with http://localhost - and paste it here. It works for a few minutes "
        "only.",
        ("Paste the address", "Try again"),
    ),
    "E15": Screen(
        "sfdesk cannot listen for the answer",
        "Ports 17171, 21717 and 27171 are all in use. You need not close anything: sign in and "
        "paste the address yourself.",
        ("Sign in and paste", "Try again"),
    ),
    "E16": Screen(
        "The first sign-in port was taken", "sfdesk listened on 21717.", (), where="check"
    ),
    "E17": Screen(
        "Still waiting",
        "The sign-in link has run out after 5 minutes. Nothing is lost.",
        ("Start again", "Cancel"),
    ),
    "E18": Screen(
        "That answer belongs to another sign-in",
        "A tab from an earlier try answered. sfdesk ignored it and is still waiting for this one.",
        (),
        where="waiting",
    ),
    "E19": Screen(
        "The answer came too late",
        "Sign in once more; it usually needs one click.",
        ("Try again",),
    ),
    "E20": Screen(
        "Not from this network or at this time",
        "Your company allows Salesforce only from some networks or hours. Try with the company "
        "VPN, or ask your admin to relax IP limits for sfdesk.",
        (ASK, "Try again"),
    ),
    "E21": Screen(
        "This Salesforce user or company is not active",
        "Salesforce says the sign-in is switched off. Only an admin can change that.",
        ("Change address", ASK),
    ),
    "E22": Screen(
        "Salesforce wants you to sign in again",
        "Access was ended by a company rule, a password change, or an admin. Your data, links and "
        "waiting pushes are kept.",
        ("Sign in again as anna@acme.example", "Later"),
    ),
    "E23": Screen(
        "The app's security setting does not fit",
        'The admin should switch on "Require PKCE" and switch off "Require secret for Web Server '
        'Flow" for this app.',
        (ASK, "Try again"),
    ),
    "E24": Screen(
        "Too many sign-ins in a short time",
        "Salesforce asks for a pause. Try again in 5 minutes.",
        ("Try again",),
    ),
    "E25": Screen(
        "No way to acme.my.salesforce.com",
        "Internet works (tested). The address may be mistyped, or a VPN or proxy is needed.",
        ("Try again", "Proxy settings"),
    ),
    "E26": Screen(
        "A company filter sits between you and Salesforce",
        'The certificate is signed by "Acme Web Filter". If that is your company, choose "Trust '
        "this computer's certificates\" in Settings. If you do not know it, do not go on.",
        ("Settings", "Copy details"),
    ),
    "E27": Screen(
        "This computer's clock is off by 12 minutes",
        "Salesforce refuses sign-ins with a wrong clock. Set it and try again.",
        ("Try again",),
    ),
    "E28": Screen(
        "No safe place for the sign-in",
        "This computer has no unlocked keychain (it is locked). You can stay connected until you "
        "close sfdesk; tomorrow you sign in again.",
        ("This session only", "Unlock and retry", "Why?"),
    ),
    "E29": Screen(
        "Salesforce is not available",
        "This is on their side. Status: trust.salesforce.com. sfdesk tries again by itself; your "
        "local data works.",
        ("Try now",),
    ),
    "E30": Screen(
        "Salesforce refused, with a reason we do not know",
        '"unknown_error: retry your request" Copy it for your admin; we keep it in the log.',
        ("Copy details", ASK, "Try again"),
    ),
}
