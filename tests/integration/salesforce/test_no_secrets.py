"""No token, code, verifier or state reaches a file, a log, a report, an error or a repr."""

import io
import logging
import traceback
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from urllib.parse import parse_qs, quote, urlsplit

import pytest
import requests

from sfdesk import logs
from sfdesk.actions import connecting
from sfdesk.cli import bugs
from sfdesk.domain.orgs import OrgInfo
from sfdesk.errors import SfdeskError
from sfdesk.ticket import Ticket
from sfdesk.workspace import Workspace
from tests.practice import ANNA, Practice, utc_now

QUERY = "SELECT Id FROM Account WHERE Name = 'Nordwind'"
LIBRARIES = ("sfdesk", "keyring", "filelock", "simple_salesforce", "httpx")


@contextmanager
def _everything_logged() -> Iterator[io.StringIO]:
    """Hear what the product and its libraries say at their most talkative, tracebacks included."""
    heard = io.StringIO()
    handler = logging.StreamHandler(heard)
    before = {name: logging.getLogger(name).level for name in LIBRARIES}
    for name in LIBRARIES:
        logging.getLogger(name).addHandler(handler)
        logging.getLogger(name).setLevel(logging.DEBUG)
    try:
        yield heard
    finally:
        for name, level in before.items():
            logging.getLogger(name).removeHandler(handler)
            logging.getLogger(name).setLevel(level)


class _Watched:
    """One person at work: what is secret to them, and all that was shown or said."""

    def __init__(self, here: Practice) -> None:
        self.here = here
        self.workspace = Workspace()
        self.secrets = [here.password(ANNA)]
        self.seen: list[str] = []

    def begin(self) -> connecting.SignIn:
        attempt = self.here.begin(may_push=True)
        challenge = attempt.challenge
        self.secrets += [challenge.verifier.reveal(), challenge.state.reveal()]
        self.seen.append(f"{attempt!r} {challenge!r} {vars(attempt)!r}")
        return attempt

    def sign_in(self) -> OrgInfo:
        attempt = self.begin()
        page = self.here.browse(attempt)
        self.secrets.append(parse_qs(urlsplit(page.history[-1].url).query)["code"][0])
        return self.workspace.finish_sign_in(attempt, Ticket())

    def note_tokens(self, info: OrgInfo) -> None:
        kept = self.workspace.vault
        access = kept.access.get(info.org_id, info.user_id)
        assert access is not None
        self.secrets += [kept.load(info.org_id, info.user_id).reveal(), access.token.reveal()]
        self.seen.append(f"{access!r} {vars(kept)!r} {info!r}")

    def fails(self, work: Callable[[], object]) -> None:
        with pytest.raises(SfdeskError) as caught:
            work()
        error = caught.value
        logging.getLogger("sfdesk").info("failed", exc_info=error)
        text = "".join(traceback.format_exception(error))
        self.seen.append(f"{text} {error!r} {error.title} {error.hint} {error.details}")

    def crashes(self, work: Callable[[], object]) -> None:
        with pytest.raises(RuntimeError) as caught:
            work()
        report = bugs.write(caught.value)
        assert report is not None
        logging.getLogger("sfdesk").info("crashed", exc_info=caught.value)
        self.seen.append(report.read_text(encoding="utf-8"))


class _Bug:
    """A clock that breaks in the middle of things."""

    def __init__(self, after: int) -> None:
        self._left = after

    def __call__(self) -> datetime:
        self._left -= 1
        if self._left < 0:
            raise RuntimeError("a bug")
        return utc_now()


def _forms(secret: str) -> tuple[bytes, ...]:
    return secret.encode(), quote(secret, safe="").encode()


def test_nothing_secret_is_written_anywhere(org_here: Practice, tmp_path: Path) -> None:
    logs.start(verbose=True)
    org_here.set(rotate_refresh_tokens=True)
    with _everything_logged() as heard:
        person = _Watched(org_here)
        info = person.sign_in()
        person.note_tokens(info)
        person.workspace.check(Ticket())
        person.workspace.sync(Ticket())
        org_here.order("expire_tokens")
        person.workspace.sync(Ticket(), full=True)
        person.note_tokens(info)
        _let_everything_fail(person)
        _let_bugs_happen(person)
        org_here.order("revoke_tokens")
        person.fails(lambda: person.workspace.sync(Ticket()))
    everything = heard.getvalue() + "\n".join(person.seen)
    assert "failed" in everything
    for secret in (*person.secrets, QUERY):
        assert secret not in everything
    _grep(tmp_path, person.secrets)


def _let_everything_fail(person: _Watched) -> None:
    here, workspace = person.here, person.workspace
    here.fail("/query", next=9, action="drop")
    person.fails(lambda: workspace.sync(Ticket()))
    here.order("clear")
    malformed = [{"errorCode": "MALFORMED_QUERY", "message": f"{QUERY}\n ^ ERROR at Row:1"}]
    here.fail("/query", status=400, body=malformed)
    person.fails(lambda: workspace.sync(Ticket()))
    attempt = person.begin()
    here.browse(attempt)
    here.fail("/oauth2/token", action="drop")
    person.fails(lambda: workspace.finish_sign_in(attempt, Ticket()))
    other = person.begin()
    person.secrets.append("aPrxSecretCode")
    pasted = f"{other.listener.callback}?code=aPrxSecretCode&state=of-another"
    person.fails(lambda: other.paste(pasted))
    person.fails(lambda: connecting.deliver(pasted))
    other.close()
    person.fails(lambda: connecting.deliver(pasted))


def _let_bugs_happen(person: _Watched) -> None:
    attempt = person.begin()
    person.here.browse(attempt)
    kept = person.workspace.vault
    person.crashes(lambda: connecting.finish(attempt, kept, Ticket(), now=_Bug(0)))
    broken = Workspace(vault=kept, now=_Bug(2))
    person.crashes(lambda: broken.sync(Ticket()))


def _grep(folder: Path, secrets: list[str]) -> None:
    """Look into every file; only the tests' own keyring, which stands for the system's, may."""
    looked = 0
    for path in folder.rglob("*"):
        if not path.is_file() or path.name.startswith("keyring.json"):
            continue
        content = path.read_bytes()
        looked += 1
        for secret in secrets:
            for form in _forms(secret):
                assert form not in content, path
    assert looked >= 5


def test_the_environment_of_a_started_program_holds_no_token(org_here: Practice) -> None:
    import os  # noqa: PLC0415

    info, vault = org_here.connect()
    token = vault.load(info.org_id, info.user_id).reveal()
    assert token not in str(dict(os.environ))
    assert requests.utils.get_netrc_auth(org_here.address.login) is None


def test_a_password_in_netrc_never_takes_the_tokens_place(
    org_here: Practice, private_home: Path
) -> None:
    from sfdesk.domain.records import Kind  # noqa: PLC0415

    (private_home / ".netrc").write_text("machine localhost login somebody password else\n")
    info, vault = org_here.connect()
    with org_here.org(info, vault) as org:
        assert org.count(Kind.ACCOUNT) > 0
