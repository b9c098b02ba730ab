"""simple-salesforce knows https only: this lets it reach an org that speaks HTTP on loopback."""

from typing import Any

import requests
from requests.adapters import HTTPAdapter
from simple_salesforce.api import Salesforce

from sfdesk.practice.options import Address


class Loopback(HTTPAdapter):
    """Sends over HTTP what was meant to go over HTTPS."""

    def send(
        self, request: requests.PreparedRequest, *args: Any, **kwargs: Any
    ) -> requests.Response:
        assert request.url is not None
        request.url = request.url.replace("https://localhost:", "http://localhost:", 1)
        return super().send(request, *args, **kwargs)


def connected(org: Address, token: str, version: str = "66.0") -> Salesforce:
    """Return a client of simple-salesforce that talks to the practice org."""
    session = requests.Session()
    session.mount("https://localhost:", Loopback())
    instance = org.login.removeprefix("http://")
    return Salesforce(instance=instance, session_id=token, session=session, version=version)
