"""Which of Salesforce's sign-in errors means which case, E1 to E30.

Sources: Salesforce Help, "OAuth Authorization Errors"; texts that customers quote. The error code
decides where it can; a description is looked at only where one code stands for many cases, and it
is English on these endpoints whatever the person's language.
"""

from sfdesk.domain.sign_in_problems import problem
from sfdesk.errors import SfdeskError

_BY_TEXT = (
    ("oauth_app_blocked", "E1"),
    ("app is blocked by admin", "E1"),
    ("oauth_app_access_denied", "E2"),
    ("not admin approved", "E2"),
    ("hasn't approved this consumer", "E2"),
    ("oauth_approval_error_generic", "E3"),
    ("app must be installed into org", "E3"),
    ("redirect_uri_mismatch", "E5"),
    ("redirect_uri must match", "E5"),
    ("cross-org oauth flows", "E7"),
    ("oauth_ec_app_not_found", "E6"),
    ("client app is not installed in this org", "E6"),
    ("invalid_client_id", "E6"),
    ("client identifier invalid", "E6"),
    ("invalid_scope", "E8"),
    ("api_disabled_for_org", "E9"),
    ("api_currently_disabled", "E9"),
    ("api is not enabled", "E9"),
    ("login rate exceeded", "E24"),
    ("rate_limit_exceeded", "E24"),
    ("ip restricted", "E20"),
    ("login hours", "E20"),
    ("login during this time", "E20"),
    ("inactive user", "E21"),
    ("inactive organization", "E21"),
    ("inactive_user", "E21"),
    ("inactive_org", "E21"),
    ("expired access/refresh token", "E22"),
    ("code verifier", "E23"),
    ("requires pkce", "E23"),
    ("code challenge", "E23"),
    ("invalid client credentials", "E23"),
    ("client_secret", "E23"),
    ("expired authorization code", "E19"),
    ("invalid authorization code", "E19"),
    ("access_denied", "E4"),
    ("access-denied", "E4"),
    ("end-user denied", "E4"),
    ("can't authorize you", "E3"),  # heads every error page of theirs: the last to be looked at
)
"""The first that occurs in the lower-case text decides; the special ones stand first."""

_LONGEST = 300


def code_of(error: str, description: str = "") -> str:
    """Return the case, E1 to E30, that an `error` and `error_description` of Salesforce's mean."""
    said = f"{error} {description}".lower()
    for part, code in _BY_TEXT:
        if part in said:
            return code
    return "E30"


def refusal(error: str, description: str = "", *, address: str = "") -> SfdeskError:
    """Return the known error for what Salesforce said; `address` is where the person signs in."""
    reason = f"{error}: {description}" if description else error
    reason = " ".join(reason.split())[:_LONGEST]
    return problem(
        code_of(error, description),
        details=" ".join(part for part in (reason, address) if part),
        reason=reason,
        address=address,
    )
