"""What can be different from org to org: each switch is one field, set from outside by name."""

from dataclasses import dataclass


@dataclass(slots=True)
class Switches:
    """How this org behaves. Times are in seconds unless a name says otherwise.

    `authorize_page`, `authorize_error` and `token_error` hold `error: description`, which every
    sign-in then ends with: on a page of its own, back at the app, or at the token endpoint.
    `instance_host` is the name of this computer that the API moved to; under others it knows no
    session.
    """

    daily_limit: int = 15_000
    daily_used: int = 0
    limit_jitter: int = 0
    per_app_limit: int = 0
    page_size: int = 2000
    query_seconds: float = 120.0
    session_seconds: float = 7200.0
    rotate_refresh_tokens: bool = False
    one_refresh_at_a_time: bool = True
    refresh_seconds: float = 0.0
    approvals_per_user: int = 5
    app_blocked: bool = False
    app_installed: bool = True
    app_admin_approved: bool = True
    org_active: bool = True
    read_only: bool = False
    sso_only: bool = False
    high_assurance: bool = False
    login_limit: int = 3600
    login_window_seconds: float = 3600.0
    authorize_page: str = ""
    authorize_error: str = ""
    token_error: str = ""
    require_pkce: bool = True
    require_secret: bool = False
    api_enabled: bool = True
    password_accepted: bool = True
    code_seconds: float = 900.0
    commit_delay: float = 0.0
    slow: float = 0.0
    maintenance: bool = False
    instance_host: str = ""
    duplicate_rules: str = "off"
    validation_rules: bool = False
    automation: bool = False
    state_picklists: bool = False
    person_accounts: bool = False
    multi_currency: bool = False
    duplicate_key_misspelt_up_to: int = 56
    newest_version: int = 68
    oldest_version: int = 31
    recycle_days: int = 15
    sandbox: bool = False
    bulk_seconds: float = 0.0
    bulk_daily_jobs: int = 10_000
    bulk_page: int = 250_000

    def set(self, name: str, value: object) -> None:
        """Change one switch.

        Raise KeyError for an unknown name, ValueError or TypeError for another type.
        """
        if name not in self.__dataclass_fields__:
            raise KeyError(name)
        now = getattr(self, name)
        if isinstance(now, bool) != isinstance(value, bool):
            raise ValueError(name)
        if isinstance(now, str) != isinstance(value, str):
            raise TypeError(name)
        if isinstance(now, float | int) and not isinstance(value, float | int):
            raise TypeError(name)
        setattr(self, name, type(now)(value) if not isinstance(now, float) else value)
