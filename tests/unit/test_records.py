"""Record ids: fifteen characters and eighteen name the same record."""

import pytest

from sfdesk.domain.records import Kind, id18


def test_fifteen_characters_get_their_suffix() -> None:
    assert id18("001A0000006Vm9r") == "001A0000006Vm9rIAC"


def test_eighteen_characters_in_the_wrong_case_are_repaired() -> None:
    assert id18("001a0000006vm9rIAC") == "001A0000006Vm9rIAC"


@pytest.mark.parametrize("text", ["", "001", "001A0000006Vm9r!!!", "001A0000006Vm9rIA6", "ä" * 15])
def test_what_is_no_id_is_refused(text: str) -> None:
    with pytest.raises(ValueError):
        id18(text)


def test_the_prefix_tells_the_kind() -> None:
    assert Kind.of_record_id("003A0000006Vm9rIAC") is Kind.CONTACT
    assert Kind.of_record_id("006A0000006Vm9rIAC") is None
