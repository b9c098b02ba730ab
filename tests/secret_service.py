"""A real Secret Service without a desktop: a message bus of its own and an unlocked keyring on it.

The tests' own process stays off that bus; programs run on it through `SecretService.run`.
"""

import os
import shutil
import signal
import subprocess
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from tests import real_parts

_BUS = """<busconfig>
  <type>session</type>
  <listen>unix:path={socket}</listen>
  <auth>EXTERNAL</auth>
  <policy context="default">
    <allow send_destination="*" eavesdrop="true"/>
    <allow eavesdrop="true"/>
    <allow own="*"/>
  </policy>
</busconfig>
"""
_READY_SECONDS = 20
PASSWORD = "a password of the tests"


@dataclass(frozen=True, slots=True)
class SecretService:
    """A keyring. `env` is the whole environment that leads to it, `daemon` the process behind."""

    env: Mapping[str, str]
    daemon: "subprocess.Popen[str] | None" = None

    @contextmanager
    def restarted(self, password: str) -> Iterator["SecretService"]:
        """Put another keyring daemon on the same bus, which tries this password."""
        with _daemon(self.env, password) as daemon:
            yield SecretService(self.env, daemon)

    @contextmanager
    def overheard(self) -> Iterator[Callable[[], None]]:
        """Give what returns once somebody has asked the keyring something from now on."""
        from jeepney import MatchRule, message_bus  # noqa: PLC0415
        from jeepney.io.blocking import open_dbus_connection  # noqa: PLC0415

        rule = MatchRule(type="method_call", eavesdrop=True)
        with open_dbus_connection(self.env["DBUS_SESSION_BUS_ADDRESS"]) as connection:
            connection.send_and_get_reply(message_bus.AddMatch(rule))
            yield lambda: _until_asked(connection)

    def run(
        self, command: Sequence[str | Path], *, timeout: float = 120, **extra: str
    ) -> subprocess.CompletedProcess[str]:
        """Run a program against this keyring and return what it printed, whatever its exit code."""
        return subprocess.run(
            command,
            env={**self.env, **extra},
            stdin=subprocess.DEVNULL,
            capture_output=True,
            text=True,
            timeout=timeout,
            check=False,
        )


@contextmanager
def _running(*command: str | Path, env: Mapping[str, str]) -> Iterator[subprocess.Popen[str]]:
    """Run a daemon for as long as the block lasts, however that ends."""
    with subprocess.Popen(
        command,
        env=env,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
    ) as process:
        try:
            yield process
        finally:
            process.terminate()
            process.send_signal(signal.SIGCONT)  # a test may have left it standing still


def _wait_for_keyring(address: str) -> None:
    """Return once somebody owns the name org.freedesktop.secrets on the bus at `address`."""
    # Only Linux has it.
    from jeepney import DBusAddress, MatchRule, message_bus, new_method_call  # noqa: PLC0415
    from jeepney.io.blocking import open_dbus_connection  # noqa: PLC0415

    name = "org.freedesktop.secrets"
    bus = DBusAddress("/org/freedesktop/DBus", "org.freedesktop.DBus", "org.freedesktop.DBus")
    rule = MatchRule(type="signal", interface="org.freedesktop.DBus", member="NameOwnerChanged")
    with open_dbus_connection(address) as connection, connection.filter(rule) as changes:
        connection.send_and_get_reply(message_bus.AddMatch(rule))
        asked = new_method_call(bus, "NameHasOwner", "s", (name,))
        has_owner = connection.send_and_get_reply(asked).body[0]
        while not has_owner:
            changed = connection.recv_until_filtered(changes, timeout=_READY_SECONDS).body
            has_owner = changed[0] == name and changed[2] != ""


@pytest.fixture(scope="session")
def secret_service(tmp_path_factory: pytest.TempPathFactory) -> Iterator[SecretService]:
    """Run a message bus and gnome-keyring on it, unlocked, for this session."""
    with _keyring_at(tmp_path_factory.mktemp("keyring")) as service:
        yield service


@pytest.fixture
def own_secret_service(tmp_path_factory: pytest.TempPathFactory) -> Iterator[SecretService]:
    """The same for one test alone, which may lock or break it."""
    with _keyring_at(tmp_path_factory.mktemp("own")) as service:
        yield service


@contextmanager
def _keyring_at(folder: Path) -> Iterator[SecretService]:
    real_parts.need("secret service")
    runtime = folder / "run"
    runtime.mkdir(mode=0o700)
    socket = runtime / "bus"
    config = folder / "bus.conf"
    config.write_text(_BUS.format(socket=socket), encoding="utf-8")
    env = {
        "PATH": os.environ["PATH"],
        "LANG": "C.UTF-8",
        "HOME": str(folder),
        "XDG_RUNTIME_DIR": str(runtime),
        "DBUS_SESSION_BUS_ADDRESS": f"unix:path={socket}",
        "PYTHON_KEYRING_BACKEND": "keyring.backends.SecretService.Keyring",
        "SFDESK_HOME": str(folder / "sfdesk"),
        "QT_QPA_PLATFORM": "offscreen",
    }
    daemon = shutil.which("dbus-daemon")
    assert daemon, "gnome-keyring without dbus-daemon"
    with ExitStack() as stack:
        bus = stack.enter_context(
            _running(daemon, "--nofork", "--print-address", f"--config-file={config}", env=env)
        )
        assert bus.stdout is not None
        assert bus.stdout.readline().strip()  # it says its address once it listens
        yield SecretService(env, stack.enter_context(_daemon(env, PASSWORD)))


@contextmanager
def _daemon(env: Mapping[str, str], password: str) -> Iterator["subprocess.Popen[str]"]:
    keyring = real_parts.need("secret service")
    with _running(keyring, "--foreground", "--unlock", "--components=secrets", env=env) as unlocked:
        assert unlocked.stdin is not None
        unlocked.stdin.write(password)
        unlocked.stdin.close()
        _wait_for_keyring(env["DBUS_SESSION_BUS_ADDRESS"])
        yield unlocked


def _until_asked(connection: Any) -> None:
    from jeepney import HeaderFields, MessageType  # noqa: PLC0415

    while True:
        heard = connection.receive(timeout=_READY_SECONDS)
        path = str(heard.header.fields.get(HeaderFields.path, ""))
        is_call = heard.header.message_type is MessageType.method_call
        if is_call and path.startswith("/org/freedesktop/secrets"):
            return
