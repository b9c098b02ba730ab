"""Names in other scripts: how they read, how well two sound alike, and what a run makes of it."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sfdesk.domain.matching import Band, Party, explain, suggest
from sfdesk.domain.matching.live import Changes, Live
from sfdesk.domain.matching.sounds.align import Spelt, fits
from sfdesk.domain.matching.sounds.alphabet import Writing, sounds
from sfdesk.domain.matching.sounds.romanise import romanised
from sfdesk.domain.matching.sounds.scripts import Script, script_of, scripts_of
from sfdesk.domain.matching.text import fold
from sfdesk.domain.records import Kind
from tests.unit.matching.rescored import whole_run

READS = [
    ("Щербаков", "shcherbakov"), ("Хрущёв", "khrushchev"),
    ("Μπακογιάννης", "bakogiannis"), ("Ντουφεξής", "doufexis"), ("Άγγελος", "angelos"),
    ("Εύβοια", "evvoia"), ("Νικολαΐδης", "nikolaidis"),
    ("الشريف", "alshryf"), ("پاکستان", "pakstan"), ("שלמה כהן", "shlmh kahn"), ("צ'כיה", "chkyh"),
    ("トヨタ", "toyota"), ("しんいち", "shinichi"), ("シャッフル", "shaffuru"),
    ("ヴァンクーバー", "vankuba"), ("ティファニー", "tifani"), ("ウォール", "woru"),
    ("삼성", "samseong"), ("신라", "silla"), ("독립", "dongrip"), ("강릉", "gangneung"),
    ("만일", "manil"), ("लक्ष्मी", "lakshmi"), ("राम", "ram"), ("मुंबई", "mumbai"),
    ("ঢাকা", "dhaka"), ("ಬೆಂಗಳೂರು", "bengaluru"), ("李小明", "lixiaoming"),
]  # fmt: skip
ALIKE = [
    ("Чайковский", "Tchaikovsky"), ("Юрий", "Iurii"), ("Ксения", "Xenia"),
    ("Χρήστος", "Hristos"), ("Οικονόμου", "Economou"), ("محمد", "Mohammed"), ("خالد", "Khaled"),
    ("יצחק", "Yitzhak"),
    ("כהן", "Cohen"), ("سهيل", "Suhail"), ("زهراء", "Zahra"),
    ("פרץ", "Peretz"), ("ジュン", "Jun"), ("ロンドン", "London"),
    ("브라운슈바이크", "Braunschweig"), ("현대", "Hyundai"), ("पूजा", "Pooja"), ("伦敦", "London"),
]  # fmt: skip
_LETTERS = st.text(alphabet="abcdefghijklmnopqrstuvwxyz", min_size=0, max_size=30)


def _folded(text: str) -> str:
    return fold([text])[0]


def _bits(own: str, latin: str) -> float:
    spelt = Spelt.of(sounds([_folded(own).replace(" ", ""), _folded(latin).replace(" ", "")]))
    one, other = np.array([0], dtype=np.int32), np.array([1], dtype=np.int32)
    return float(fits(spelt, spelt, one, other, script_of(own).writing)[0])


@pytest.mark.parametrize(("written", "spelt"), READS)
def test_each_script_reads_as_its_people_spell_it_for_foreigners(written: str, spelt: str) -> None:
    assert _folded(written) == spelt


@pytest.mark.parametrize(("own", "latin"), ALIKE)
def test_a_name_sounds_like_its_own_spelling_and_unlike_all_others(own: str, latin: str) -> None:
    assert _bits(own, latin) > max(_bits(own, other) for _own, other in ALIKE if other != latin)
    assert _bits(own, latin) > 0.0


@given(text=_LETTERS)
@settings(max_examples=50, deadline=None)
def test_latin_text_is_left_as_it_is(text: str) -> None:
    assert romanised(text) == text
    assert scripts_of([text]) is None


@given(own=_LETTERS, latin=_LETTERS)
@settings(max_examples=50, deadline=None)
def test_in_an_alphabet_no_order_matters_and_nothing_fits_better_than_itself(
    own: str, latin: str
) -> None:
    spelt = Spelt.of(sounds([own, latin]))
    one, other = np.array([0], dtype=np.int32), np.array([1], dtype=np.int32)
    forth = fits(spelt, spelt, one, other, Writing.ALPHABET)
    back = fits(spelt, spelt, other, one, Writing.ALPHABET)
    assert forth == pytest.approx(back, abs=1e-4)
    assert forth[0] <= max(spelt.most) + 1e-3


@given(words=st.lists(_LETTERS, min_size=2, max_size=8))
@settings(max_examples=25, deadline=None)
def test_a_pair_is_worth_the_same_whatever_is_compared_beside_it(words: list[str]) -> None:
    spelt = Spelt.of(sounds(words))
    first = np.zeros(len(words), dtype=np.int32)
    every = np.arange(len(words), dtype=np.int32)
    together = fits(spelt, spelt, first, every, Writing.SYLLABLES)
    apart = [fits(spelt, spelt, first[:1], every[n : n + 1], Writing.SYLLABLES)[0] for n in every]
    assert together.tolist() == pytest.approx(apart, abs=1e-4)


def test_the_script_of_most_letters_counts() -> None:
    assert script_of("Müller & Søn") is Script.LATIN
    assert script_of("ООО Ромашка") is Script.CYRILLIC
    assert script_of("株式会社トヨタ") is Script.EAST
    assert script_of("Microsoft Рус") is Script.LATIN
    assert script_of("አዲስ አበባ") is Script.OTHER


TOWNS = [
    ("Москва", "Moscow"), ("Казань", "Kazan"), ("Новосибирск", "Novosibirsk"), ("Пермь", "Perm"),
    ("Воронеж", "Voronezh"), ("Краснодар", "Krasnodar"), ("Саратов", "Saratov"), ("Томск", "Tomsk"),
    ("Тюмень", "Tyumen"), ("Хабаровск", "Khabarovsk"), ("Ярославль", "Yaroslavl"),
    ("Иркутск", "Irkutsk"), ("Самара", "Samara"), ("Челябинск", "Chelyabinsk"),
]  # fmt: skip


def _sides() -> tuple[list[Party], list[Party]]:
    left = [Party(f"l{n}", {"name": own}) for n, (own, _latin) in enumerate(TOWNS)]
    right = [Party(f"r{n}", {"name": latin}) for n, (_own, latin) in enumerate(TOWNS)]
    return left, right


def test_names_alone_find_their_partners_across_scripts_in_either_direction() -> None:
    left, right = _sides()
    wanted = {(f"l{n}", f"r{n}") for n in range(len(TOWNS))}
    assert set(suggest(left, right, Kind.ACCOUNT).assigned) == wanted
    turned = suggest(right, left, Kind.ACCOUNT).assigned
    assert {(b, a) for a, b in turned} == wanted


def test_the_reason_shows_how_the_other_script_reads() -> None:
    left, right = _sides()
    found = next(s for s in suggest(left, right, Kind.ACCOUNT).items if s.left_id == "l2")
    sound = next(e for e in found.evidence if e.field == "sound")
    assert "“Новосибирск” reads “novosibirsk”" in sound.text
    assert "name" not in {e.field for e in found.evidence}


def test_names_without_a_partner_are_not_linked_for_certain() -> None:
    left, right = _sides()
    apart = suggest(left[:7], right[7:], Kind.ACCOUNT)
    assert not [s for s in apart.items if s.band is Band.CERTAIN]
    assert not apart.assigned


def test_one_script_alone_is_compared_by_letters() -> None:
    left, _right = _sides()
    same = [Party(f"r{n}", party.fields) for n, party in enumerate(left)]
    fields = {e.field for s in suggest(left, same, Kind.ACCOUNT).items for e in s.evidence}
    assert "name" in fields
    assert "sound" not in fields


def test_people_said_family_name_first_are_the_same_people() -> None:
    own = ["王小明", "李建国", "张志强", "刘海燕", "陈俊杰"]
    latin = [("Xiaoming", "Wang"), ("Jianguo", "Li"), ("Zhiqiang", "Zhang"), ("Haiyan", "Liu"),
             ("Junjie", "Chen")]  # fmt: skip
    left = [Party(f"l{n}", {"name": name}) for n, name in enumerate(own)]
    right = [
        Party(f"r{n}", {"first_name": first, "last_name": last})
        for n, (first, last) in enumerate(latin)
    ]
    found = suggest(left, right, Kind.CONTACT).assigned
    assert set(found) == {(f"l{n}", f"r{n}") for n in range(len(own))}


def test_the_parts_of_a_pair_by_sound_add_up() -> None:
    left, right = _sides()
    one = explain(left[0], right[0], Kind.ACCOUNT)
    assert one.score == pytest.approx(one.prior + sum(e.bits for e in one.evidence), abs=1e-9)


def test_a_record_that_changes_is_found_by_its_sound_too() -> None:
    own = ["القاهرة", "بغداد", "دمشق", "الخرطوم", "بيروت", "عمان", "الكويت", "مسقط", "صنعاء",
           "تونس", "طرابلس", "الدوحة", "الرباط", "حلب", "البصرة", "الموصل"]  # fmt: skip
    latin = ["Al Qahirah", "Baghdad", "Dimashq", "Al Khartum", "Bayrut", "Amman", "Al Kuwayt",
             "Masqat", "Sana", "Tunis", "Tarabulus", "Ad Dawhah", "Ar Rabat", "Halab", "Al Basrah",
             "Al Mawsil"]  # fmt: skip
    far = [Party(f"x{n}", {"name": f"Nordwind {n} Energie {n * 7}"}) for n in range(220)]
    left = [Party(f"l{n}", {"name": name}) for n, name in enumerate(own)]
    right = [Party(f"r{n}", {"name": name}) for n, name in enumerate(latin)] + far
    live = Live(
        whole_run([Party("l3", {"name": "مدينة"}), *left[:3], *left[4:]], right, Kind.ACCOUNT)
    )
    found = live.update(Changes([left[3]]))
    assert found["l3"][0].right_id == "r3"


def test_a_patronymic_an_ending_or_an_initial_does_not_part_a_person_from_herself() -> None:
    own = ["Иванова Ольга Петровна", "Щербаков Юрий", "Е. А. Жукова", "Зайцев Фёдор Ильич",
           "Мельник Анна Сергеевна", "Орлов Игорь"]  # fmt: skip
    latin = ["Olga Ivanov", "Yury Scherbakov", "Elena Zhukova", "Fedor Zaytsev", "Anna Melnyk",
             "Igor Orlov"]  # fmt: skip
    left = [Party(f"l{n}", {"name": name}) for n, name in enumerate(own)]
    right = [Party(f"r{n}", {"name": name}) for n, name in enumerate(latin)]
    best = {s.left_id: s.right_id for s in suggest(left, right, Kind.CONTACT).items if s.rank == 1}
    assert best == {f"l{n}": f"r{n}" for n in range(len(own))}


def test_what_agrees_sign_by_sign_goes_before_what_only_sounds_alike() -> None:
    left = [Party("l1", {"name": "Шебекино"}), Party("l2", {"name": "Город Шебекино"})]
    right = [Party("r1", {"name": "Shebekino"}), Party("r2", {"name": "Shebekinsky"})]
    exact = explain(left[0], right[0], Kind.ACCOUNT).score
    assert exact > explain(left[1], right[0], Kind.ACCOUNT).score
    assert exact > explain(left[0], right[1], Kind.ACCOUNT).score


def test_one_long_word_in_common_does_not_make_two_names_one() -> None:
    same = explain(
        Party("l", {"name": "Новочебоксарск Лунд"}), Party("r", {"name": "Novocheboksarsk Lund"}),
        Kind.ACCOUNT,
    ).score  # fmt: skip
    other = explain(
        Party("l", {"name": "Новочебоксарск Лунд"}), Party("r", {"name": "Novocheboksarsk Humble"}),
        Kind.ACCOUNT,
    ).score  # fmt: skip
    assert same > other + 1.0
