"""Looks whether this computer's own listener can be reached, as the browser will try to."""

import os
import sys
from collections.abc import Mapping
from pathlib import Path

import requests
from requests.utils import get_environ_proxies, select_proxy

from sfdesk.domain.way_back import Doubt

_PATIENCE = 2.0
_CONTAINERS = ("/.dockerenv", "/run/.containerenv")
_WSL = "/proc/sys/fs/binfmt_misc/WSLInterop"


def doubts(callback: str) -> frozenset[Doubt]:
    """Return what speaks against an answer at `callback` (`http://localhost:port/...`).

    It is asked for without a query, which answers nothing and ends nothing.
    """
    found = set()
    if not _answers(callback, {}):
        found.add(Doubt.NO_LOCALHOST)
    proxy = select_proxy(callback, get_environ_proxies(callback))
    if proxy and not _answers(callback, {"http": proxy}):
        found.add(Doubt.PROXY)
    if is_elsewhere(os.environ):
        found.add(Doubt.ANOTHER_COMPUTER)
    return frozenset(found)


def is_elsewhere(environment: Mapping[str, str]) -> bool:
    """Tell whether the person's browser may run on another computer, or outside of this one."""
    if environment.get("SSH_CONNECTION"):
        return True
    return sys.platform == "linux" and any(Path(name).exists() for name in (*_CONTAINERS, _WSL))


def _answers(callback: str, proxies: Mapping[str, str]) -> bool:
    """Tell whether our listener answers, and not somebody else in its place."""
    try:
        with requests.Session() as session:
            session.trust_env = False
            reply = session.get(callback, proxies=dict(proxies), timeout=_PATIENCE)
    except requests.RequestException:
        return False
    return reply.headers.get("X-SFDesk") == "callback"
