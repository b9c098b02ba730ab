"""Behind a company's proxy and filter: sign in and refresh through them, or say what is wrong."""

import contextlib
import socket
import threading
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path

import pytest

from sfdesk import settings
from sfdesk.actions import connecting
from sfdesk.domain.orgs import OrgInfo, OrgKind
from sfdesk.domain.sign_in_problems import PROBLEMS
from sfdesk.errors import Secret, SfdeskError
from sfdesk.salesforce import oauth
from sfdesk.salesforce.no_answer import another_door_answers
from sfdesk.salesforce.vault import SessionVault
from sfdesk.salesforce.web import WebSession, proxy_in_use
from sfdesk.settings import Settings
from sfdesk.ticket import Ticket
from sfdesk.workspace import Workspace
from tests import tls
from tests.company_network import SALESFORCE, Proxy, front, proxy
from tests.practice import ANNA, Practice, utc_now

AT = f"https://{SALESFORCE}"
_NAMES = ("http_proxy", "https_proxy", "all_proxy", "no_proxy")


@pytest.fixture(autouse=True)
def no_proxy_yet(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in (*_NAMES, *map(str.upper, _NAMES), "REQUESTS_CA_BUNDLE", "CURL_CA_BUNDLE"):
        monkeypatch.delenv(name, raising=False)


@dataclass(frozen=True)
class Company:
    """A practice org that is reached as acme.my.salesforce.com, through the proxy alone."""

    org: Practice
    proxy: Proxy
    authority: Path

    def sign_in(self, workspace: Workspace) -> OrgInfo:
        attempt = connecting.begin(
            connecting.Login(AT, self.org.address.client_id), timeout=30, ports=(self.org.port,)
        )
        self.browse(attempt)
        return workspace.finish_sign_in(attempt, Ticket())

    def browse(self, attempt: connecting.SignIn) -> None:
        """Sign in as a browser does that has its own way there."""
        attempt.login_url = self.org.address.login
        self.org.browse(attempt)
        attempt.login_url = AT


@pytest.fixture
def company(
    org_here: Practice, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> Iterator[Company]:
    made = tls.authority(tmp_path, "Acme Web Filter")
    with (
        front(org_here.address.login, made.issue(SALESFORCE)) as port,
        proxy({SALESFORCE: port}) as way_out,
    ):
        monkeypatch.setenv("HTTPS_PROXY", way_out.address)
        monkeypatch.setenv("SSL_CERT_FILE", str(made.pem))  # this computer trusts its company
        yield Company(org_here, way_out, made.pem)


def _refused(company: Company) -> SfdeskError:
    attempt = connecting.begin(
        connecting.Login(AT, company.org.address.client_id), timeout=30, ports=(company.org.port,)
    )
    company.browse(attempt)
    with pytest.raises(SfdeskError) as caught:
        connecting.finish(attempt, SessionVault(), Ticket(), now=utc_now)
    return caught.value


def test_sign_in_and_refresh_go_through_the_proxy(company: Company) -> None:
    workspace = Workspace(vault=SessionVault())
    info = company.sign_in(workspace)
    assert (info.username, info.instance_url) == (ANNA, AT)
    assert info.kind is OrgKind.PRODUCTION
    assert workspace.sync(Ticket()).complete
    assert set(company.proxy.asked) == {f"{SALESFORCE}:443"}


def test_a_proxy_that_asks_gets_the_name_and_password_of_its_address(
    company: Company, monkeypatch: pytest.MonkeyPatch
) -> None:
    company.proxy.login = "anna:s3cret+word"
    with_login = company.proxy.address.replace("//", "//anna:s3cret%2Bword@")
    monkeypatch.setenv("HTTPS_PROXY", with_login)
    workspace = Workspace(vault=SessionVault())
    company.sign_in(workspace)
    assert workspace.sync(Ticket()).complete


def test_a_proxy_that_asks_in_vain_is_named_without_any_password(
    company: Company, monkeypatch: pytest.MonkeyPatch
) -> None:
    company.proxy.login = "anna:right"
    wrong = company.proxy.address.replace("//", "//anna:wr0ng@")
    monkeypatch.setenv("HTTPS_PROXY", wrong)
    error = _refused(company)
    assert (error.code, error.title) == ("E25", "The proxy wants a name and a password")
    assert f"127.0.0.1:{company.proxy.port} lets nobody through" in error.hint
    assert "wr0ng" not in f"{error} {error.details}"


def test_the_proxy_of_the_settings_goes_before_the_systems(
    company: Company, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("HTTPS_PROXY", "http://127.0.0.1:9")
    settings.save(Settings(proxy=company.proxy.address))
    assert company.sign_in(Workspace(vault=SessionVault())).username == ANNA


def test_a_host_of_no_proxy_goes_straight(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HTTPS_PROXY", "http://proxy.invalid:8080")
    monkeypatch.setenv("NO_PROXY", "localhost,.my.salesforce.com")
    assert proxy_in_use(AT) == ""
    assert proxy_in_use("https://login.salesforce.com") == "http://proxy.invalid:8080"


def test_this_computer_is_never_reached_through_a_proxy(
    org_here: Practice, monkeypatch: pytest.MonkeyPatch
) -> None:
    with proxy() as way_out:
        for name in ("HTTP_PROXY", "http_proxy", "HTTPS_PROXY", "ALL_PROXY"):
            monkeypatch.setenv(name, way_out.address)
        settings.save(Settings(proxy=way_out.address))
        with WebSession() as web:
            assert web.get(f"{org_here.address.login}/services/data").status_code == 200
        assert proxy_in_use(org_here.address.login) == ""
        assert way_out.asked == []


def test_a_name_that_nobody_knows_while_the_rest_answers(company: Company, tmp_path: Path) -> None:
    """The address is mistyped: Salesforce's other door answers through the same proxy."""
    other = tls.authority(tmp_path, "Acme Web Filter").issue("login.salesforce.com")
    with tls.served(tls.TlsServer(other, tls.Nothing)) as port:
        company.proxy.routes = {"login.salesforce.com": port}
        error = _refused(company)
    assert (error.code, error.title) == ("E25", f"No way to {SALESFORCE}")
    assert error.hint.startswith("Internet works (tested).")
    assert company.proxy.asked[-1] == "login.salesforce.com:443"


def test_nothing_answers_at_all(company: Company) -> None:
    company.proxy.routes = {}
    error = _refused(company)
    assert error.hint.startswith("Internet does not work (tested).")
    assert f"through 127.0.0.1:{company.proxy.port} " in error.details


def test_a_proxy_that_hangs_up_is_not_salesforces_fault(
    company: Company, monkeypatch: pytest.MonkeyPatch
) -> None:
    with socket.create_server(("127.0.0.1", 0)) as server:
        monkeypatch.setenv("HTTPS_PROXY", f"http://127.0.0.1:{server.getsockname()[1]}")
        stop = threading.Event()

        def hang_up() -> None:
            server.settimeout(0.1)
            while not stop.is_set():
                with contextlib.suppress(TimeoutError):
                    server.accept()[0].close()

        thread = threading.Thread(target=hang_up)
        thread.start()
        try:
            error = _refused(company)
        finally:
            stop.set()
            thread.join()
    assert (error.code, error.title) == ("E25", f"No way to {SALESFORCE}")


@pytest.mark.parametrize("odd", ["socks5://anna:wr0ng@127.0.0.1:1080", "http://"])
def test_a_proxy_of_another_kind_is_not_salesforces_fault_either(
    company: Company, monkeypatch: pytest.MonkeyPatch, odd: str
) -> None:
    monkeypatch.setenv("HTTPS_PROXY", odd)
    error = _refused(company)
    assert (error.code, error.title) == ("E25", "SFDesk cannot use this proxy")
    assert "wr0ng" not in f"{error} {error.details}"


def test_what_the_proxy_said_is_in_the_details(company: Company) -> None:
    company.proxy.routes = {}
    assert "Tunnel connection failed: 502" in _refused(company).details


def test_the_probe_is_another_door_of_salesforces(company: Company) -> None:
    for wanted in (AT, "https://login.salesforce.com", "https://test.salesforce.com"):
        assert not another_door_answers(wanted)
        asked = company.proxy.asked[-1].partition(":")[0]
        assert asked in {"login.salesforce.com", "test.salesforce.com"} - {wanted[8:]}


def test_what_this_computer_trusts_is_trusted_unless_somebody_wants_it_otherwise(
    company: Company,
) -> None:
    assert company.sign_in(Workspace(vault=SessionVault())).username == ANNA
    settings.save(replace(settings.load(), certificates="public"))
    error = _refused(company)
    assert error.code == "E26"
    assert error.hint == PROBLEMS["E26"].text.format(
        issuer="Acme Web Filter",
        advice='If that is your company, choose "Trust this computer\'s certificates" in Settings.',
    )


def test_an_authority_that_this_computer_does_not_know_is_named(
    company: Company, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("SSL_CERT_FILE")
    error = _refused(company)
    assert error.code == "E26"
    assert 'signed by "Acme Web Filter"' in error.hint
    assert "has to install it on this computer" in error.hint


def test_no_token_goes_to_whom_nobody_trusts(
    company: Company, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = len(company.org.log())
    monkeypatch.delenv("SSL_CERT_FILE")
    with pytest.raises(SfdeskError):
        oauth.refresh(AT, "client", Secret("5Aep861"))
    assert len(company.org.log()) == before
