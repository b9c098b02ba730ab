"""Addresses in other scripts: kinds of streets, house numbers and towns are known as such."""

import pytest

from sfdesk.domain.matching import Party, explain
from sfdesk.domain.matching.address import split_streets
from sfdesk.domain.matching.normalise import Table, features
from sfdesk.domain.records import Kind

STREETS = [
    ("ул. Ленина, д. 5", ("5", "st lenina")), ("Невский проспект, 28", ("28", "nevskiy ave")),
    ("中山路100号", ("100", "zhongshan rd")),
    ("רחוב הרצל 15", ("15", "st hrtsl")), ("테헤란로 152", ("152", "teheran rd")),
    ("Λεωφόρος Συγγρού 45", ("45", "ave syngrou")), ("12 Main Street", ("12", "main st")),
]  # fmt: skip
TOWNS = [
    ("г. Москва", "moscow"), ("Київ", "kyiv"), ("東京", "tokyo"), ("大阪市", "osaka"),
    ("서울특별시", "seoul"), ("القاهرة", "cairo"), ("Санкт-Петербург", "saint petersburg"),
    ("Нижний Новгород", "nizhniy novgorod"), ("Boston", "boston"),
]  # fmt: skip
SAME_DOOR = [
    ("ул. Гагарина, 12", "Казань", "12 Gagarin St", "Kazan"),
    ("中山路100号", "上海市", "100 Zhongshan Road", "Shanghai"),
    ("大手町 8", "東京", "8 Otemachi", "Tokyo"), ("丸の内 3", "札幌", "3 Marunouchi", "Sapporo"),
    ("Οδός Ερμού 7", "Αθήνα", "7 Ermou Street", "Athens"),
]  # fmt: skip


@pytest.mark.parametrize(("written", "parts"), STREETS)
def test_a_street_of_another_script_is_parted_like_any_other(
    written: str, parts: tuple[str, str]
) -> None:
    assert split_streets([written]) == [parts]


@pytest.mark.parametrize(("written", "town"), TOWNS)
def test_a_known_town_has_its_english_name(written: str, town: str) -> None:
    made = features(Table.of_parties([Party("1", {"name": "x", "city": written})]), Kind.ACCOUNT)
    assert made.city == [town]


@pytest.mark.parametrize(("street", "city", "latin", "town"), SAME_DOOR)
def test_one_door_is_the_same_in_two_scripts(street: str, city: str, latin: str, town: str) -> None:
    left = Party("l", {"name": "Nordwind", "street": street, "city": city})
    right = Party("r", {"name": "Nordwind", "street": latin, "city": town})
    found = {e.field: e.level for e in explain(left, right, Kind.ACCOUNT).evidence}
    assert found["place"] in ("same", "street")


def test_another_street_in_another_script_is_not_taken_for_the_same() -> None:
    left = Party("l", {"name": "Nordwind", "street": "ул. Гагарина, 12", "city": "Казань"})
    right = Party("r", {"name": "Nordwind", "street": "12 Tverskaya St", "city": "Kazan"})
    found = {e.field: e.level for e in explain(left, right, Kind.ACCOUNT).evidence}
    assert found["place"] not in ("same", "street", "door")
