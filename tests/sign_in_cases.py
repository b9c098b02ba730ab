"""E1 to E30: the raw signal of each, how it comes about here, and the error that it becomes.

Almost all are states of the practice org or of this computer. What is told "injected" is not: each
says why.
"""

from dataclasses import dataclass

from tests import bringing_about as by
from tests.practice import BEN


@dataclass(frozen=True)
class Case:
    """`how` says what makes it happen; `told` has to occur in the text that a person reads."""

    code: str
    signal: str
    how: str
    bring: by.Bring
    told: str = ""


ORG = "practice org: "
CASES = [
    Case(
        "E1", "page: OAUTH_APP_BLOCKED", ORG + "app blocked", by.page(by.switch(app_blocked=True))
    ),
    Case(
        "E2",
        "callback: OAUTH_APP_ACCESS_DENIED",
        ORG + "app given to another profile only",
        by.callback(by.admin("app", profiles=["System Administrator"])),
    ),
    Case(
        "E2",
        "token: invalid_app_access",
        ORG + "taken off the app's list after Allow",
        by.after_allow(by.admin("app", profiles=[])),
    ),
    Case(
        "E3",
        "page: OAUTH_APPROVAL_ERROR_GENERIC",
        ORG + "app not installed",
        by.page(by.switch(app_admin_approved=False)),
    ),
    Case(
        "E3",
        "callback: app must be installed into org",
        ORG + "API off before the sign-in",
        by.callback(by.switch(api_enabled=False)),
    ),
    Case("E4", "callback: access_denied", "the person presses Deny", by.deny),
    Case(
        "E5",
        "page: redirect_uri_mismatch",
        ORG + "another callback address is asked for",
        by.wrong_callback,
        "http://localhost:17171/callback",
    ),
    Case("E6", "page: client identifier invalid", ORG + "mistyped Client ID", by.wrong_client),
    Case(
        "E6",
        "page: OAUTH_EC_APP_NOT_FOUND",
        ORG + "package of the app not installed",
        by.page(by.switch(app_installed=False)),
    ),
    Case(
        "E7",
        "page: cross-org",
        ORG + "app made in another org",
        by.page(by.admin("app", elsewhere=True)),
        "You are signing in to localhost:",
    ),
    Case(
        "E8",
        "callback: invalid_scope",
        ORG + "refresh_token not among the app's scopes",
        by.callback(by.admin("app", scopes=["api", "openid"])),
    ),
    Case("E9", "API: API_DISABLED_FOR_ORG", ORG + "API off after the sign-in", by.api_off),
    Case(
        "E10",
        "the person's word",
        ORG + "single sign-on only",
        by.seen_only("E10", "single sign-on", sso_only=True),
    ),
    Case(
        "E11",
        "the person's word",
        ORG + "high assurance, without an end",
        by.seen_only("E11", "verification method", high_assurance=True),
    ),
    Case("E12", "userinfo names somebody else", "somebody else signs in", by.somebody_else, BEN),
    Case("E13", "no browser could be started", "this computer: none takes it", by.no_browser),
    Case(
        "E14",
        "no callback; the person's word",
        "this computer: nobody at the browser's localhost",
        by.not_found_back,
    ),
    Case(
        "E15",
        "EADDRINUSE on every port",
        "this computer: ports taken",
        by.ports_taken,
        "17171, 21717 and 27171",
    ),
    Case("E16", "EADDRINUSE on the first port", "this computer: a port taken", by.one_port_taken),
    Case("E17", "no answer in time", "the person does nothing", by.time_out),
    Case("E18", "callback with another state", "a tab of an earlier try", by.other_state),
    Case(
        "E19",
        "token: expired authorization code",
        ORG + "code past its time",
        by.after_allow(by.switch(code_seconds=0)),
    ),
    Case(
        "E20",
        "token: ip restricted",
        ORG + "login IP ranges; the browser is in the VPN, we are not",
        by.outside_the_vpn,
    ),
    Case("E20", "token: invalid login hours", ORG + "login hours of the profile", by.at_night),
    Case(
        "E21",
        "token: inactive_user",
        ORG + "user switched off after Allow",
        by.after_allow(by.switched_off),
    ),
    Case(
        "E21", "refresh: inactive_org", ORG + "org inactive", by.in_use(by.switch(org_active=False))
    ),
    Case(
        "E22",
        "refresh: expired access/refresh token",
        ORG + "an admin ended the sign-in",
        by.in_use(by.admin("revoke_tokens")),
    ),
    Case(
        "E23",
        "token: invalid client credentials",
        ORG + "app wants a secret",
        by.after_allow(by.switch(require_secret=True)),
    ),
    Case("E23", "token: invalid code verifier", "another verifier is sent", by.other_verifier),
    Case(
        "E24",
        "token: login rate exceeded",
        ORG + "third log-in within an hour where two are allowed",
        by.too_often,
    ),
    Case(
        "E25",
        "connection refused",
        "this computer: nobody listens",
        by.nobody_there,
        "Nothing answers there.",
    ),
    Case(
        "E26",
        "certificate not trusted",
        "a TLS server with a certificate of its own",
        by.web_filter,
        'signed by "Acme Web Filter"',
    ),
    Case("E27", "Date header 12 minutes off", ORG + "clock", by.after_allow(by.wrong_clock)),
    Case("E28", "NoKeyringError", "this computer: no keyring", by.no_keyring, "none was found"),
    Case(
        "E29",
        "503 with a page",
        ORG + "maintenance",
        by.after_allow(by.switch(maintenance=True)),
    ),
    Case(
        "E29",
        "200 with a page in the token's place",
        "injected: a hotel's portal answers in Salesforce's place, which no org does",
        by.after_allow(by.portal),
    ),
    Case(
        "E30",
        "token: unknown_error",
        ORG + "read-only while it is moved",
        by.after_allow(by.switch(read_only=True)),
        "unknown_error: retry your request",
    ),
]
