"""Nothing that looks like a token gets into a log."""

import pytest

from sfdesk.errors import Secret
from sfdesk.logs import redact


@pytest.mark.parametrize(
    "text",
    [
        "Authorization: Bearer 00Dxx0000001gPL!AR8AQEcret.secret_secret",
        "token 00Dxx0000001gPLEAY!AQsecretsecret gone",
        "refresh 5Aep861secretsecretsecret",
        "GET http://localhost:17171/callback?code=aPrxsecret%3D%3D&state=secretsecret",
        "body: grant_type=x&refresh_token=secret&client_id=1",
    ],
)
def test_tokens_are_taken_out(text: str) -> None:
    assert "secret" not in redact(text).lower().replace("client_secret", "")


def test_ordinary_text_stays() -> None:
    text = "Read 214 accounts from acme.my.salesforce.com (001A0000006Vm9rIAC)"
    assert redact(text) == text


def test_a_secret_does_not_show_itself() -> None:
    secret = Secret("5Aep861")
    assert "5Aep" not in f"{secret!r} {secret} {[secret]}"
    assert secret.reveal() == "5Aep861"
