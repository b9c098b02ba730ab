"""Common words, family names, towns and countries in other scripts are known for what they are."""

import pytest

from sfdesk.domain.matching import Party, suggest
from sfdesk.domain.matching.corpus import Corpus
from sfdesk.domain.matching.model import Suggestion
from sfdesk.domain.matching.normalise import Table, features
from sfdesk.domain.matching.sounds import concepts, concepts_more
from sfdesk.domain.matching.sounds.glossary import translated
from sfdesk.domain.matching.sounds.people import named
from sfdesk.domain.records import Kind

CORES = [
    ("株式会社トヨタ", "toyota"), ("トヨタ株式会社", "toyota"),
    ("北京银行股份有限公司", "beijing bank"),
    ("삼성전자(주)", "samseong electronics"), ("ООО «Ромашка»", "romashka"),
    ("Акционерное общество Газпром", "gazprom"),
    ("Общество с ограниченной ответственностью Волга", "volga"),
    ("Санкт-Петербургский государственный университет", "st petersburg state university"),
    ("شركة النور المحدودة", "alnwr"), ('בנק הפועלים בע"מ', "bank hpwalym"),
    ("टाटा मोटर्स लिमिटेड", "tata motors"), ("Εθνική Τράπεζα Ανώνυμη Εταιρεία", "national bank"),
    ("東京大学", "tokyo university"), ("Банкрот", "bankrot"),
    ("Müller & Söhne AG", "mueller soehne"), ("한국전력공사", "korea electric"),
    ("대한항공", "korea airlines"), ("ธนาคารไทย", "bank thai"), ("შპს ბორჯომი", "borjomi"),
    ("Երևանի համալսարան", "erewani university"), ("Железногорск", "zheleznogorsk"),
    ("دانشگاه تهران", "university tahran"), ("АТ КБ «ПриватБанк»", "privatbank"),
]  # fmt: skip
NAMES = [
    ("田中太郎", ("taro", "tanaka")), ("田中 太郎", ("taro", "tanaka")),
    ("佐々木健一", ("kenichi", "sasaki")),
    ("木村カエラ", ("カエラ", "kimura")), ("長谷川誠", ("makoto", "hasegawa")),
    ("王小明", ("小明", "王")), ("欧阳娜娜", ("娜娜", "欧阳")), ("김철수", ("철수", "김")),
    ("남궁민수", ("민수", "남궁")), ("이 영희", ("영희", "리")), ("王", ("", "王")),
    ("Иван Петров", ("", "Иван Петров")),
    ("たなか ゆうこ", ("", "たなか ゆうこ")),
]  # fmt: skip


def test_characters_are_read_as_japanese_where_the_name_or_the_country_says_so() -> None:
    parties = [
        Party("1", {"name": "山田製作所株式会社"}), Party("2", {"name": "高島", "country": "日本"}),
        Party("3", {"name": "高島", "country": "China"}), Party("4", {"name": "札幌ビール"}),
    ]  # fmt: skip
    found = features(Table.of_parties(parties), Kind.ACCOUNT)
    assert found.core[0].split()[0] == "yamada"
    assert found.core[1:] == ["takashima", "gaodao", "sapporo brewery"]


@pytest.mark.parametrize(("written", "core"), CORES)
def test_legal_forms_go_and_common_words_are_put_into_english(written: str, core: str) -> None:
    found = features(Table.of_parties([Party("1", {"name": written})]), Kind.ACCOUNT)
    assert found.core == [core]


def test_words_are_translated_as_words_and_latin_lists_are_not_touched() -> None:
    texts = (concepts.IDEAS, concepts.QUALITIES, concepts_more.IDEAS, concepts_more.QUALITIES)
    lines = [line for text in texts for line in text.splitlines() if ":" in line]
    for english, _colon, _words in (line.partition(":") for line in lines):
        line = next(one for one in lines if one.startswith(f"{english}:"))
        first = line.split()[1].replace("*", "").replace("_", " ")
        assert english in translated([f"Ω {first} Ω"])[0].split()
    latin = ["Bank", "Müller"]
    assert list(translated(latin)) == latin


@pytest.mark.parametrize(("written", "parted"), NAMES)
def test_names_written_in_one_are_parted_family_name_first(
    written: str, parted: tuple[str, str]
) -> None:
    assert named("", written) == parted


def test_a_first_name_of_its_own_column_stays_where_it_is() -> None:
    assert named("太郎", "田中") == ("taro", "tanaka")
    assert named("小明", "王") == ("小明", "王")
    assert named("영희", "이") == ("영희", "리")
    assert named("Иван", "Петров") == ("Иван", "Петров")


def test_countries_in_their_own_script_are_the_countries() -> None:
    own = ["Россия", "Ελλάδα", "ישראל", "中国", "日本", "대한민국", "भारत", "Германия", "Ελβετία"]
    parties = [Party(str(n), {"name": "x", "country": name}) for n, name in enumerate(own)]
    assert features(Table.of_parties(parties), Kind.ACCOUNT).country == [
        "ru", "gr", "il", "cn", "jp", "kr", "in", "de", "elvetia",
    ]  # fmt: skip


def _place_level(mine: dict[str, str], theirs: dict[str, str]) -> str:
    found = suggest(
        [Party("l", {"name": "Nordwind", **mine})], [Party("r", {"name": "Nordwind", **theirs})],
        Kind.ACCOUNT,
    )  # fmt: skip
    only: Suggestion = found.items[0]
    return next((e.level for e in only.evidence if e.field == "place"), "none")


def test_a_town_in_another_script_is_the_same_town_by_its_sound() -> None:
    assert _place_level({"city": "Новосибирск"}, {"city": "Novosibirsk"}) == "city-only"


def test_a_town_that_cannot_be_heard_is_not_taken_for_another_town() -> None:
    assert _place_level({"city": "Регенсбург"}, {"city": "Ratisbon"}) in ("none", "blank")
    assert _place_level({"city": "Кёльн"}, {"city": "Cologne"}) == "city-only"
    assert _place_level({"city": "Кёльн"}, {"city": "Мюнхен"}) == "elsewhere"


def test_names_in_latin_letters_only_are_not_listened_to() -> None:
    left = Table.of_parties([Party("1", {"name": "Åse Müller", "city": "Łódź"})])
    assert Corpus.of(left, left, Kind.ACCOUNT).sounds is None
    assert Corpus.of(left, left, Kind.ACCOUNT).scripts("city") is None


def test_people_are_found_by_an_employer_of_another_script() -> None:
    first = ["Olga", "Ivan", "Pavel", "Anna", "Nina", "Oleg"]
    own = ["Яковлев", "Щербаков", "Цветков", "Чайковский", "Юдин", "Хрущёв"]
    latin = ["Iakovlev", "Scherbakov", "Cvetkov", "Tchaikovsky", "Iudin", "Hruschev"]
    left = [
        Party(f"l{n}", {"first_name": a, "last_name": "Petrov", "account": b})
        for n, (a, b) in enumerate(zip(first, own, strict=True))
    ]
    right = [
        Party(f"r{n}", {"first_name": a, "last_name": "Petrov", "account": b})
        for n, (a, b) in enumerate(zip(first, latin, strict=True))
    ]
    found = suggest(left, right, Kind.CONTACT)
    levels = {
        e.level
        for s in found.items
        if s.left_id[1:] == s.right_id[1:]
        for e in s.evidence
        if e.field == "account"
    }
    assert levels == {"similar"}
