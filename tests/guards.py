"""Two things no test may do unseen: log a warning, or reach for anything beyond loopback."""

import ipaddress
import logging
import sys
from collections.abc import Generator, Iterator

import pytest

_warnings: list[str] = []
_strayed: list[str] = []


class _Listener(logging.Handler):
    def emit(self, record: logging.LogRecord) -> None:
        _warnings.append(f"{record.levelname} {record.name}: {record.getMessage()}")


def _is_near(host: object) -> bool:
    name = host.decode() if isinstance(host, bytes) else host
    if not isinstance(name, str) or name in {"", "localhost"}:
        return True
    if name.endswith((".localhost", ".invalid")):
        return True  # names that resolve to loopback or, by RFC 6761, to nothing
    try:
        return ipaddress.ip_address(name).is_loopback
    except ValueError:
        return False


def _watch(event: str, args: tuple[object, ...]) -> None:
    if event == "socket.getaddrinfo":
        host = args[0]
    elif event in {"socket.connect", "socket.sendto"} and isinstance(args[1], tuple):
        host = args[1][0]
    else:
        return
    if not _is_near(host):
        _strayed.append(str(host))
        raise PermissionError(f"a test reached for {host!r}; only loopback is allowed")


sys.addaudithook(_watch)


def pytest_configure(config: pytest.Config) -> None:
    config.addinivalue_line(
        "markers", "allow_warnings(why): warnings in the log are what the test is about"
    )


@pytest.fixture(autouse=True)
def _loggers_as_before() -> Iterator[None]:
    """Listen to warnings, and undo what `sfdesk.logs.start` does to the product's own logger."""
    product, root, listener = logging.getLogger("sfdesk"), logging.getLogger(), _Listener()
    before = (list(product.handlers), product.propagate, product.level)
    listener.setLevel(logging.WARNING)
    # Both: the product's logger may cut itself off from the root while the test runs.
    root.addHandler(listener)
    listener_of_product = _Listener(logging.WARNING)
    listener_of_product.addFilter(lambda _: not product.propagate)
    product.addHandler(listener_of_product)
    yield
    root.removeHandler(listener)
    for handler in set(product.handlers) - set(before[0]):
        product.removeHandler(handler)
        handler.close()
    product.propagate, product.level = before[1:]


@pytest.hookimpl(wrapper=True)
def pytest_runtest_call(item: pytest.Item) -> Generator[None]:
    _strayed.clear()
    _warnings.clear()
    yield
    assert not _strayed, f"reached beyond loopback: {_strayed}"
    looks_itself = "caplog" in getattr(item, "fixturenames", ())
    if not looks_itself and item.get_closest_marker("allow_warnings") is None:
        assert not _warnings, "unexpected in the log:\n" + "\n".join(_warnings)
