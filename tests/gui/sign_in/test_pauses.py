"""What is tried again by itself: after which pause, and until when."""

import time

from pytestqt.qtbot import QtBot

from sfdesk.gui.connect.wizard import ConnectWizard
from sfdesk.gui.main_window import MainWindow
from sfdesk.ticket import Ticket
from tests.gui.sign_in.signing import ANNA, Signing, error_of, show


def test_a_pause_counts_down_and_then_the_button_turns_on(wizard: ConnectWizard) -> None:
    now = time.monotonic()
    wizard.problem.now = lambda: now
    show(wizard, "E24")
    (again,) = wizard.problem.buttons
    assert (again.isEnabled(), wizard.problem.countdown.text()) == (False, "In 5:00.")
    now += 61
    wizard.problem.count_down()
    assert (again.isEnabled(), wizard.problem.countdown.text()) == (False, "In 3:59.")
    now += 239
    wizard.problem.count_down()
    assert again.isEnabled()
    assert not wizard.problem.countdown.isVisible()


def test_when_salesforce_is_down_the_same_answer_is_tried_again_by_itself(
    wizard: ConnectWizard, workspace: Signing
) -> None:
    now = time.monotonic()
    wizard.problem.now = lambda: now
    attempt = wizard.flow.attempt
    assert attempt is not None
    attempt.listener.offer(f"code=x&state={attempt.challenge.state.reveal()}")
    show(wizard, "E29")
    workspace.asked.clear()
    assert wizard.problem.countdown.text() == "Tries again by itself in 0:30."
    now += 31
    wizard.problem.count_down()
    assert workspace.asked == [f"finish as {ANNA.username}"]
    assert len(workspace.begun) == 1  # no second page in the browser


def test_nothing_happens_by_itself_after_somebody_went_another_way(
    wizard: ConnectWizard, workspace: Signing, qtbot: QtBot
) -> None:
    show(wizard, "E29")
    workspace.asked.clear()
    wizard.back.click()
    assert not wizard.problem._second.isActive()
    assert workspace.asked == []


def test_a_refresh_that_reached_nobody_is_tried_again_after_longer_and_longer_pauses(
    window: MainWindow, workspace: Signing
) -> None:
    def nobody(_ticket: Ticket) -> None:
        raise error_of("E29")

    workspace.sync_work = nobody
    again, pauses = window.refresher.again, []
    window.refresher.start()
    for _ in range(7):
        assert again.isActive()
        pauses.append(again.interval() // 1000)
        again.timeout.emit()
    assert pauses == [30, 60, 120, 240, 480, 900, 900]
    workspace.sync_work = lambda _ticket: None
    again.timeout.emit()
    assert not again.isActive()
    workspace.sync_work = nobody
    window.refresher.start()
    assert again.interval() == 30_000
    window.state.set_org(None)
    assert not again.isActive()
