"""Puts the words of addresses in other scripts into English: kinds of streets, and known towns.

Kinds of streets are written apart, before or behind the name, or at its end without a space (路);
a house number keeps its place. A town that is another word in English is put into it, what says
that it is a town is left out.
"""

import re
from functools import cache

from sfdesk.domain.matching.sounds import concepts, concepts_more
from sfdesk.domain.matching.sounds.glossary import Dictionary, dictionary, pieces
from sfdesk.domain.matching.sounds.scripts import each_strange

_STREETS = """
street: ул ул. улица улицата вул вул. вулиця уліца οδός οδος οδ. شارع ش. خیابان רחוב רח' 街 大街 गली
    मार्ग ถนน ქუჩა ქ. փողոց
avenue: проспект пр-т пр-кт просп просп. пр. λεωφόρος λεωφ. جادة שדרות שד' 大道 대로 გამზირი պողոտա
road: шоссе ш. шосе дорога 路 로 طريق דרך रोड সড়ক
square: площадь пл. пл площа площад πλατεία πλ. ميدان ساحة כיכר 广场 廣場 광장 चौक
boulevard: бульвар б-р бул бул. булевар булевард
lane: переулок пер. пер провулок пров. проезд пр-д тупик سوق סמטת 巷 胡同 弄 길 ซอย
embankment: набережная наб. наб набережна
district: район р-н حي שכונת
building: корпус корп. корп строение стр. стр здание 大厦 大廈 大楼 大樓 ビル 빌딩
suite: офис оф. оф кв. кв квартира помещение пом. γραφείο مكتب 室 호
floor: этаж эт. поверх όροφος طابق קומה 楼 樓 階 층
"""
_NUMBER_WORDS = re.compile(
    r"\b(?:дом|буд|будинок|д|дом №)\.?\s*(?=\d)|№|(?<=\d)\s*(?:号|號|番地|番|번지|번)(?!\w)"
)
_TOWN = re.compile(
    r"^(?i:г|гор|город|м|місто|с|село|пос|посёлок|поселок|пгт|смт|дер|деревня|град|πόλη)[. ]\s*"
    r"|[, ]+(?i:г|город|місто)\.?$"
    r"|(?<=[\u3041-\u9fff]{2})[市縣县]$|(?<=[\uac00-\ud7a3]{2})(?:특별시|광역시|시)$"
)


@cache
def _kinds() -> Dictionary:
    return dictionary((_STREETS,))


@cache
def _towns() -> Dictionary:
    return dictionary((concepts.PLACES, concepts_more.PLACES))


def streets(values: list[str]) -> list[str]:
    """Return streets with what kind of street they are in English; the same list if none is."""
    return each_strange(values, lambda value: _put(_NUMBER_WORDS.sub(" ", value), _kinds()))


def towns(values: list[str]) -> list[str]:
    """Return towns, known ones in English, without what says that they are towns."""
    return each_strange(values, lambda value: _put(_TOWN.sub("", value.strip()), _towns()))


def _put(value: str, words: Dictionary) -> str:
    return "".join(f" {text} " if meant else text for text, meant in pieces(value, words))
