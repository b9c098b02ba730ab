"""A name of another script may be said in several ways, and is found by whichever is in use."""

from collections.abc import Sequence

import numpy as np
import pytest

from sfdesk.domain.matching import Party, explain
from sfdesk.domain.matching.coding import words
from sfdesk.domain.matching.compare_sound import heard
from sfdesk.domain.matching.corpus import Corpus
from sfdesk.domain.matching.live import Changes, Live
from sfdesk.domain.matching.normalise import Table
from sfdesk.domain.matching.sounds.book import SoundBook
from sfdesk.domain.matching.sounds.mandarin import wade_giles
from sfdesk.domain.matching.sounds.sayings import of_company, of_person
from sfdesk.domain.matching.text import LONGEST, fold
from sfdesk.domain.records import Kind
from tests.unit.matching.rescored import pairs_of, whole_run

COMPANIES = [
    ("山田電機", "", "yamada denki"), ("山田電機", "", "yamada electric"),
    ("大和建設株式会社", "", "daiwa kensetsu"), ("丸山商店", "jp", "maruyama shoten"),
    ("长城汽车", "cn", "changcheng motors"), ("重庆银行", "", "chongqing bank"),
    ("周大福", "hk", "chau tai fook"),
    ("Казанский университет", "", "kazan university"),
    ("Торговый дом Весна", "", "torgovyy dom vesna"),
    ("بنك الرياض", "", "bank ryad"), ("بنك الرياض", "", "bank alryad"),
]  # fmt: skip
PEOPLE = [
    (("", "", "陳小明"), "xiaoming chen"), (("", "", "陳小明"), "hsiaoming chen"),
    (("", "", "陳小明"), "siuming chan"), (("", "", "曾志偉"), "zhiwei zeng"),
    (("加奈", "林", ""), "kana hayashi"), (("加奈", "林", ""), "jianai lin"),
    (("", "", "이영희"), "yeonghui i"), (("ناصر", "الشريف", ""), "nasr shryf"),
]  # fmt: skip
SYLLABLES = [
    ("gaoxiong", "kaohsiung"), ("xinzhu", "hsinchu"), ("taizhong", "taichung"),
    ("taibei", "taipei"), ("zhiming", "chihming"), ("guo", "kuo"), ("jiang", "chiang"),
]  # fmt: skip


def _squeezed(texts: Sequence[str]) -> set[str]:
    return {text.replace(" ", "") for text in fold(texts)}


@pytest.mark.parametrize(("written", "country", "said"), COMPANIES)
def test_a_company_is_said_with_its_words_translated_or_spelt(
    written: str, country: str, said: str
) -> None:
    assert said.replace(" ", "") in {
        text.removesuffix("inc") for text in _squeezed(of_company(written, country))
    }


@pytest.mark.parametrize(("columns", "said"), PEOPLE)
def test_a_person_is_said_as_each_land_of_the_characters_says_them(
    columns: tuple[str, str, str], said: str
) -> None:
    assert said.replace(" ", "") in _squeezed(of_person(*columns))


@pytest.mark.parametrize(("pinyin", "spelt"), SYLLABLES)
def test_pinyin_is_respelt_as_taiwan_spells_it(pinyin: str, spelt: str) -> None:
    assert wade_giles(pinyin) == spelt


def test_a_word_counts_once_in_a_record_however_many_readings_have_it() -> None:
    scripts = np.array([1, 1, 0], dtype=np.int8)
    names = words(["ural bank", "volga bank", "ural"], 0)
    plain = SoundBook.of(names, scripts, said={})
    read = SoundBook.of(names, scripts, [(0, "ural banka")], said={})
    assert read.counts["ural"] == plain.counts["ural"] == 2
    rows, whose = read.readings(np.array([1, 0], dtype=np.int32))
    assert rows.tolist() == [1, 0, 3]
    assert whose.tolist() == [0, 1, 1]


def test_some_names_of_a_list_say_what_they_say_among_all() -> None:
    scripts = np.array([1, 0, 0, 0], dtype=np.int8)
    names = words(["al ural bank", "abd ural", "volga", "kama bank"], 0)
    book = SoundBook.of(names, scripts, [(0, "ural kredit")], said={"kredit": "loan"})
    some = book.part(np.array([1, 0], dtype=np.int32))
    assert some.names == [book.names[1], book.names[0], book.names[4]]
    assert some.scripts.tolist() == [0, 1, 1]
    assert some.owners.tolist() == [1]
    assert book.names[:2] == ["ural bank", "abdural"]
    told = dict(zip(book.words.values, book.telling.tolist(), strict=True))
    for word, tells in zip(some.words.values, some.telling.tolist(), strict=True):
        assert tells == told[word]


def _best(own: Sequence[str], latin: Sequence[str], kind: Kind) -> list[int]:
    """Return which of the Latin names sounds most like each of the others."""
    left = [Party(f"l{n}", {"name": name}) for n, name in enumerate(own)]
    right = [Party(f"r{n}", {"name": name}) for n, name in enumerate(latin)]
    corpus = Corpus.of(Table.of_parties(left), Table.of_parties(right), kind)
    assert corpus.sounds is not None
    rows, cols = np.divmod(np.arange(len(own) * len(latin), dtype=np.int32), len(latin))
    value = heard(corpus.sounds, kind, rows, (cols + len(own)).astype(np.int32))
    assert value.min() < value.max()
    return [int(best) for best in value.reshape(len(own), -1).argmax(axis=1)]


def test_companies_are_found_by_any_of_their_readings_in_any_mixture() -> None:
    own = [
        "山田電機",
        "清水建設",
        "東洋紡績",
        "長榮海運",
        "中村商店",
        "بنك الجزيرة",
        "Торговый дом Весна",
    ]
    latin = ["Yamada Denki", "Shimizu Construction", "Toyo Boseki", "Changrong Shipping",
             "Nakamura Shoten", "Jazira Bank", "Torgovy Dom Vesna"]  # fmt: skip
    assert _best(own, latin, Kind.ACCOUNT) == list(range(len(own)))


def test_common_words_alone_do_not_make_one_university_another() -> None:
    own = ["Казанский университет", "Томский университет", "Омский университет"]
    latin = ["University of Omsk", "University of Kazan", "University of Tomsk"]
    assert _best(own, latin, Kind.ACCOUNT) == [1, 2, 0]


def test_people_of_hong_kong_taiwan_and_japan_are_found_as_they_spell_themselves() -> None:
    own = ["陳小明", "蔡英文", "林加奈", "黃志強", "曾國華"]
    latin = ["Chan Siu Ming", "Tsai Ying-wen", "Kana Hayashi", "Chi Keung Wong", "Zeng Guohua"]
    assert _best(own, latin, Kind.CONTACT) == list(range(len(own)))


def test_a_common_word_tells_little_and_its_absence_costs_little() -> None:
    latin = ["Hitachi", "Aztec Manufacturing", "Hitachi Manufacturing", "Murata"]
    assert _best(["日立製作所", "村田製作所"], latin, Kind.ACCOUNT) == [2, 3]


def test_a_name_keeps_its_own_script_however_short_beside_its_common_words() -> None:
    for name in ("Омский университет", "李有限公司", "조(주)", "株式会社花"):
        left = Table.of_parties([Party("l", {"name": name})])
        right = Table.of_parties([Party("r", {"name": "Omsk University"})])
        assert Corpus.of(left, right, Kind.ACCOUNT).sounds is not None


def test_a_latin_name_with_a_legal_form_of_another_script_is_latin() -> None:
    left = Table.of_parties([Party("l", {"name": "株式会社Toyota"})])
    right = Table.of_parties([Party("r", {"name": "ООО Shell"})])
    assert Corpus.of(left, right, Kind.ACCOUNT).sounds is None


def test_a_record_that_changes_is_found_by_its_further_readings_too() -> None:
    far = [Party(f"x{n}", {"name": f"Nordwind {n} Energie {n * 7}"}) for n in range(220)]
    left = [Party("l0", {"name": "山田電機"}), Party("l1", {"name": "清水建設"})]
    right = [Party("r0", {"name": "Yamada Denki"}), Party("r1", {"name": "Shimizu Kensetsu"})]
    live = Live(whole_run([Party("l0", {"name": "東洋"}), left[1]], right + far, Kind.ACCOUNT))
    live.update(Changes([left[0]]))
    assert ("l0", "r0") in pairs_of(live)


def test_an_alias_in_the_letters_of_the_other_name_speaks_by_its_letters() -> None:
    own = Party("l", {"name": "华为技术", "alias": "Huawei Technologies"})
    found = explain(own, Party("r", {"name": "Huawei Technologies"}), Kind.ACCOUNT)
    fields = {e.field: e.bits for e in found.evidence}
    assert fields["name"] > 5.0
    assert "sound" not in fields
    without = explain(
        Party("l", {"name": "华为技术"}), Party("r", {"name": "Huawei Technologies"}), Kind.ACCOUNT
    )
    assert {e.field for e in without.evidence} >= {"sound"}


@pytest.mark.parametrize("kind", list(Kind))
@pytest.mark.parametrize("sign", [*"中カ한กमяαשمa", "中 ", "да "])
def test_nothing_is_made_of_what_stands_behind_the_longest_text(kind: Kind, sign: str) -> None:
    column = "name" if kind is Kind.ACCOUNT else "last_name"
    name = (sign * LONGEST)[:LONGEST]

    def made(name: str, city: str) -> tuple[object, ...]:
        columns = {column: [name], "city": [city], "street": [city], "country": ["Japan"]}
        side = Table(["1"], columns, {}, [""])
        corpus = Corpus.of(side, side, kind)
        scripts = corpus.name_scripts
        return corpus.features, corpus.readings, None if scripts is None else scripts.tolist()

    tail = "商事株式会社 ООО Банк الشركة" * LONGEST
    assert made(name + tail, name + tail) == made(name, name)
