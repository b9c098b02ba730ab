"""The waiting page says that the way back may be barred: at once, after a while, or never."""

import pytest

from sfdesk.domain.way_back import ASK_AFTER, LIKELY_AFTER, Doubt, hint


@pytest.mark.parametrize("doubt", [Doubt.BY_HTTPS, Doubt.NO_LOCALHOST])
def test_what_is_certain_is_said_at_once(doubt: Doubt) -> None:
    assert "paste it here" in hint({doubt}, 0)


@pytest.mark.parametrize("doubt", [Doubt.PROXY, Doubt.ANOTHER_COMPUTER])
def test_what_is_likely_alarms_nobody_who_types_a_password(doubt: Doubt) -> None:
    assert hint({doubt}, LIKELY_AFTER - 1) == ""
    assert "paste it here" in hint({doubt}, LIKELY_AFTER)


def test_without_a_sign_it_is_a_question_and_comes_late() -> None:
    assert hint((), ASK_AFTER - 1) == ""
    assert hint((), ASK_AFTER).partition("?")[0] == (
        "Signed in already, and the browser's last page will not load"
    )


def test_the_surest_sign_is_the_one_that_is_told() -> None:
    assert "https" in hint(list(Doubt), 0)
    assert "proxy" in hint({Doubt.PROXY, Doubt.ANOTHER_COMPUTER}, ASK_AFTER)
