from datetime import UTC, datetime, time, timedelta, timezone

import pytest

from sfdesk.domain.schedule import RETRY, clock, is_due, upcoming

TWO = time(2)
NOON = datetime(2026, 5, 4, 12, tzinfo=UTC)


def test_the_next_run_is_today_or_tomorrow_and_never_now() -> None:
    assert upcoming(NOON, time(13)) == NOON.replace(hour=13)
    assert upcoming(NOON, TWO) == NOON.replace(hour=2) + timedelta(days=1)
    assert upcoming(NOON, time(12)) == NOON + timedelta(days=1)


@pytest.mark.parametrize(
    ("hours_ago", "due"), [(1, False), (9, False), (10, False), (11, True), (24 * 9, True)]
)
def test_a_run_is_owed_once_the_hour_has_passed_since_the_last(hours_ago: int, due: bool) -> None:  # noqa: FBT001
    assert is_due(NOON, TWO, NOON - timedelta(hours=hours_ago), None) is due


def test_nothing_is_owed_before_the_first_refresh() -> None:
    assert not is_due(NOON, TWO, None, None)


def test_a_try_that_failed_is_repeated_after_a_while_only() -> None:
    last = NOON - timedelta(days=1)
    assert not is_due(NOON, TWO, last, NOON - RETRY + timedelta(seconds=1))
    assert is_due(NOON, TWO, last, NOON - RETRY)


def test_the_hour_is_the_persons_own() -> None:
    there = timezone(timedelta(hours=9))
    last = datetime(2026, 5, 3, 18, 0, tzinfo=there)
    assert is_due(datetime(2026, 5, 4, 2, 0, tzinfo=there), TWO, last, None)
    assert not is_due(datetime(2026, 5, 4, 1, 59, tzinfo=there), TWO, last, None)


def test_a_clock_is_read_or_refused() -> None:
    assert clock("") is None
    assert clock("02:00") == TWO
    for wrong in ("25:00", "02:61", "noon"):
        with pytest.raises(ValueError, match=r"isoformat|must be in"):
            clock(wrong)
