"""Chinese syllables: characters with two readings in names, and the spelling of Wade and Giles.

Pinyin (ISO 7098) is what the mainland writes, Wade and Giles's spelling (1892) is what most people
and companies of Taiwan write.
"""

import re

_NAMES = {
    "重庆": "chongqing", "重慶": "chongqing", "厦": "xia", "廈": "xia", "长": "chang",
    "長": "chang", "曾": "zeng", "朝阳": "chaoyang", "朝陽": "chaoyang", "朝鲜": "chaoxian",
    "盛": "sheng", "晟": "sheng", "台": "tai", "弹": "tan", "宿迁": "suqian", "单": "shan",
    "番禺": "panyu", "石家庄": "shijiazhuang", "乐清": "yueqing", "音乐": "yinyue", "商行":
    "shanghang", "大厦": "dasha", "什": "shi", "查": "zha", "盖": "gai", "莘": "xin", "荥": "xing",
    "埔": "pu", "堡": "bao", "泊": "bo", "圩": "xu", "尉迟": "yuchi", "单县": "shanxian",
    "藏": "zang", "解": "xie", "都": "du", "汤": "tang", "仇": "qiu", "六安": "luan",
    "大连": "dalian", "都江": "dujiang", "重": "chong", "漯": "luo",
}  # fmt: skip
"""How characters are said in names where that differs from how they are most often said."""
_ANY = re.compile("|".join(sorted(_NAMES, key=len, reverse=True)))
_SYLLABLE = re.compile(
    "(zh|ch|sh|[bpmfdtnlgkhjqxrzcsyw]?)"
    "(iang|iong|uang|ang|eng|ing|ong|ian|iao|uai|uan|ai|ei|ui|ao|ou|iu|ie|ue|er|an|en|in|un|ia|ua|"
    "uo|a|o|e|i|u|v)(?![aeiou])|."
)
_INITIAL = {
    "zh": "ch", "q": "ch", "x": "hs", "j": "ch", "z": "ts", "c": "ts", "b": "p", "d": "t",
    "g": "k", "r": "j",
}  # fmt: skip
_WHOLE = {
    "zhi": "chih", "chi": "chih", "shi": "shih", "ri": "jih", "zi": "tzu", "ci": "tzu",
    "si": "szu", "ye": "yeh", "yi": "i", "you": "yu", "er": "erh", "he": "ho", "ge": "ko",
    "ke": "ko", "e": "o", "guo": "kuo", "kuo": "kuo", "huo": "huo", "shuo": "shuo", "yan": "yen",
    "yong": "yung",
}  # fmt: skip
_FINAL = {
    "ong": "ung", "ian": "ien", "ie": "ieh", "ue": "ueh", "uo": "o", "iong": "iung",
}  # fmt: skip


def in_names(text: str) -> str:
    """Put those Chinese characters into pinyin that names say in a way of their own."""
    return _ANY.sub(lambda found: _NAMES[found.group()], text)


def wade_giles(pinyin: str) -> str:
    """Return words of pinyin in Wade and Giles's spelling without its marks."""
    return _SYLLABLE.sub(_respelt, pinyin)


def _respelt(found: "re.Match[str]") -> str:
    whole, first, final = found.group(), found.group(1), found.group(2)
    if final is None:
        return whole
    if whole in _WHOLE:
        return _WHOLE[whole]
    return _INITIAL.get(first, first) + _FINAL.get(final, final)
