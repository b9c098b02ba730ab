"""The real parts that other tests build on are the real ones."""

import sys
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread

import pytest
import sqlalchemy

from tests.browser import browsing
from tests.postgres import Postgres
from tests.secret_service import SecretService


@pytest.mark.real_part("postgresql")
def test_each_fresh_database_is_empty_and_its_own(postgresql: Postgres) -> None:
    first, second = (sqlalchemy.create_engine(postgresql.fresh()) for _ in range(2))
    with first.begin() as connection:
        connection.execute(sqlalchemy.text("CREATE TABLE seen (name text)"))
    assert sqlalchemy.inspect(first).get_table_names() == ["seen"]
    assert sqlalchemy.inspect(second).get_table_names() == []
    first.dispose()
    second.dispose()


@pytest.mark.real_part("postgresql")
def test_postgresql_folds_letters_beyond_ascii(postgresql_address: str) -> None:
    engine = sqlalchemy.create_engine(postgresql_address)
    with engine.connect() as connection:
        assert connection.scalar(sqlalchemy.text("SELECT lower('ÄÉŁ')")) == "äéł"
    engine.dispose()


@pytest.mark.real_part("secret service")
def test_a_password_outlives_the_program_that_stored_it(secret_service: SecretService) -> None:
    store = "import keyring; keyring.set_password('tests', 'somebody', 'höchst geheim')"
    fetch = (
        "import keyring; print(keyring.get_keyring(), keyring.get_password('tests', 'somebody'))"
    )
    stored = secret_service.run([sys.executable, "-c", store])
    assert stored.returncode == 0, stored.stderr
    fetched = secret_service.run([sys.executable, "-c", fetch])
    assert "SecretService" in fetched.stdout
    assert fetched.stdout.strip().endswith("höchst geheim")


class _Page(BaseHTTPRequestHandler):
    def do_GET(self) -> None:
        self.send_response(200)
        self.send_header("Content-Type", "text/html")
        self.end_headers()
        self.wfile.write(b"<p id=said>quiet</p><button onclick='said.innerText=1+1'>Ask</button>")

    def log_message(self, *_: object) -> None:
        pass


@pytest.fixture
def page_address() -> Iterator[str]:
    with ThreadingHTTPServer(("127.0.0.1", 0), _Page) as server:
        Thread(target=server.serve_forever).start()
        yield f"http://localhost:{server.server_port}/"
        server.shutdown()


@pytest.mark.real_part("chromium")
def test_the_browser_runs_what_a_page_says(
    chromium: Path, page_address: str, tmp_path: Path
) -> None:
    with browsing(chromium, tmp_path / "profile") as page:
        page.goto(page_address)
        page.click("button")
        assert page.inner_text("#said") == "2"
