"""E1 to E30: every case has its words, and every signal of Salesforce's leads to its case."""

import string

import pytest

from sfdesk.domain.sign_in_problems import CALLBACKS, PROBLEMS, SYMPTOMS, WayOn, problem
from sfdesk.domain.sign_in_signals import code_of, refusal
from sfdesk.errors import ConnectError, OrgUnreachable, SfdeskError, SignInNeeded, VaultError

CODES = [f"E{number}" for number in range(1, 31)]

SIGNALS = [
    ("OAUTH_APP_BLOCKED", "this app is blocked by admin", "E1"),
    ("OAUTH_APP_ACCESS_DENIED", "user is not admin approved to access this app", "E2"),
    ("invalid_app_access", "user is not admin approved to access this app", "E2"),
    ("invalid_grant", "user hasn't approved this consumer", "E2"),
    (
        "OAUTH_APPROVAL_ERROR_GENERIC",
        "An unexpected error has occurred during authentication. Please try again.",
        "E3",
    ),
    ("invalid_client", "app must be installed into org", "E3"),
    ("access_denied", "end-user denied authorization", "E4"),
    ("access-denied", "", "E4"),
    ("redirect_uri_mismatch", "redirect_uri must match configuration", "E5"),
    ("invalid_client_id", "client identifier invalid", "E6"),
    (
        "OAUTH_EC_APP_NOT_FOUND",
        "External client app is not installed in this org",
        "E6",
    ),
    (
        "invalid_request",
        "Cross-org OAuth flows are not supported for this external client app",
        "E7",
    ),
    ("invalid_scope", "the requested scope is invalid", "E8"),
    ("API_DISABLED_FOR_ORG", "The REST API is not enabled for this Organization.", "E9"),
    ("API_CURRENTLY_DISABLED", "API is disabled for this User", "E9"),
    ("invalid_grant", "expired authorization code", "E19"),
    ("invalid_grant", "ip restricted", "E20"),
    ("invalid_grant", "inactive user", "E21"),
    ("invalid_grant", "inactive organization", "E21"),
    ("inactive_org", "", "E21"),
    ("invalid_grant", "expired access/refresh token", "E22"),
    ("invalid_grant", "invalid code verifier", "E23"),
    ("invalid_request", "missing required code challenge", "E23"),
    ("invalid_client", "invalid client credentials", "E23"),
    ("rate_limit_exceeded", "login rate exceeded", "E24"),
    ("server_error", "something nobody wrote down", "E30"),
]


@pytest.mark.parametrize(("error", "description", "code"), SIGNALS)
def test_each_signal_means_its_case(error: str, description: str, code: str) -> None:
    assert code_of(error, description) == code
    assert refusal(error, description, address="acme.my.salesforce.com").code == code


def test_all_thirty_have_their_words() -> None:
    assert list(PROBLEMS) == CODES


@pytest.mark.parametrize("code", CODES)
def test_a_case_reads_as_one_title_and_no_jargon(code: str) -> None:
    case = PROBLEMS[code]
    assert not case.title.endswith(".")
    assert case.text.endswith((".", "{callbacks}"))
    for word in ("please", "oops", "security token", "another program"):
        assert word not in f"{case.title} {case.text}".lower()


@pytest.mark.parametrize("code", CODES)
def test_every_gap_of_a_text_is_filled(code: str) -> None:
    case = PROBLEMS[code]
    names = {
        name
        for text in (case.title, case.text)
        for _literal, name, _spec, _conversion in string.Formatter().parse(text)
        if name
    }
    filling = dict.fromkeys(names - {"callbacks", "ports", "minutes"}, "X")
    error = problem(code, minutes=7, **filling)
    assert "{" not in f"{error.title} {error.hint}"
    assert error.code == code


@pytest.mark.parametrize(
    ("code", "kind"),
    [
        ("E4", ConnectError),
        ("E22", SignInNeeded),
        ("E25", OrgUnreachable),
        ("E26", OrgUnreachable),
        ("E28", VaultError),
        ("E29", OrgUnreachable),
    ],
)
def test_a_case_is_caught_as_what_it_is(code: str, kind: type[SfdeskError]) -> None:
    assert PROBLEMS[code].kind is kind


def test_the_callback_error_shows_the_three_lines() -> None:
    hint = problem("E5").hint
    assert all(line in hint for line in CALLBACKS)
    assert PROBLEMS["E5"].ways[0] is WayOn.COPY_LINES


def test_symptoms_cover_what_only_the_browser_shows() -> None:
    assert [code for _text, code in SYMPTOMS] == [
        "E3", "E1", "E5", "E6", "E7", "E2", "E10", "E11", "E12", "E14", "E13",
    ]  # fmt: skip


def test_a_long_or_odd_reason_stays_one_short_line() -> None:
    error = refusal("weird\nerror", "x" * 5000)
    assert "\n" not in error.hint
    assert len(error.hint) < 400


def test_one_minute_is_not_called_minutes() -> None:
    assert "after 1 minute." in problem("E17", minutes=1).hint
    assert "after 5 minutes." in problem("E17", minutes=5).hint
