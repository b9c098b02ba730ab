"""A wizard that waits for somebody to sign in again."""

import pytest

from sfdesk.gui.connect.wizard import ConnectWizard
from sfdesk.gui.main_window import MainWindow
from tests.gui.sign_in.signing import ANNA, Signing, reconnecting


@pytest.fixture
def workspace() -> Signing:
    return Signing(ANNA)


@pytest.fixture
def wizard(window: MainWindow) -> ConnectWizard:
    return reconnecting(window)
