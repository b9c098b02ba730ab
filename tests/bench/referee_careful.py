"""Splink 5 set up with care for quality: cleaned names, rare words, addresses judged as one.

What somebody who knows the tool and the data would write in a day: blocks on rare words, numbers
and addresses, comparisons of several levels, links that are the best of both their records.
"""

from typing import Any

_LEGAL = (
    "inc|incorporated|corp|corporation|co|company|llc|llp|lp|ltd|limited|plc|gmbh|ag|kg|se|sa|sas|"
    "sarl|srl|spa|bv|nv|ab|as|oy|pty|pte|the|and|of|holding"
)
_SHORT = {
    "international": "intl", "manufacturing": "mfg", "services": "svcs", "service": "svcs",
    "department": "dept", "university": "univ", "technologies": "tech", "technology": "tech",
    "associates": "assoc", "association": "assoc", "brothers": "bros", "management": "mgmt",
    "industries": "ind", "group": "grp", "systems": "sys", "solutions": "sol",
}  # fmt: skip
_STREETS = {
    "street": "st", "avenue": "ave", "boulevard": "blvd", "road": "rd", "drive": "dr",
    "lane": "ln", "court": "ct", "place": "pl", "suite": "ste", "north": "n", "south": "s",
    "east": "e", "west": "w", "parkway": "pkwy", "highway": "hwy",
}  # fmt: skip


def _words(column: str, short: dict[str, str], dropped: str = "") -> str:
    """Return SQL for a text in small letters, its words shortened and some left out."""
    sql = f"regexp_replace(lower(strip_accents({column})), '[^a-z0-9 ]+', ' ', 'g')"
    for word, brief in short.items():
        sql = f"regexp_replace({sql}, '\\b{word}\\b', '{brief}', 'g')"
    if dropped:
        sql = f"regexp_replace({sql}, '\\b({dropped})\\b', ' ', 'g')"
    return f"nullif(trim(regexp_replace({sql}, ' +', ' ', 'g')), '')"


def prepare(base: Any, side: str, path: str) -> None:
    """Make the table of one side, but for its rare words."""
    base.execute(
        f"""CREATE TABLE {side}_made AS SELECT id AS unique_id,
        coalesce({_words("name", _SHORT, _LEGAL)}, lower(name)) AS name,
        {_words("street", _STREETS)} AS street,
        nullif(regexp_extract(street, '^[0-9]+'), '') AS door,
        nullif(lower(city), '') AS city, nullif(lower(state), '') AS state,
        nullif(left(postcode, 5), '') AS postcode,
        nullif(right(regexp_replace(phone, '[^0-9]', '', 'g'), 10), '') AS phone,
        nullif(regexp_replace(lower(website), '^(https?://)?(www.)?|/.*$', '', 'g'), '') AS site
        FROM read_csv('{path}', all_varchar = true, header = true)"""
    )


def finish(base: Any) -> None:
    """Give each record its words, the two rarest of them, its initials and its web name."""
    base.execute(
        """CREATE TABLE word AS SELECT word, count(*) AS n FROM (SELECT unnest(string_split(name,
        ' ')) AS word FROM (SELECT name FROM left_made UNION ALL SELECT name FROM right_made))
        GROUP BY word"""
    )
    for side in ("left", "right"):
        base.execute(
            f"""CREATE TABLE {side}_in AS WITH each AS (SELECT unique_id, unnest(string_split(name,
            ' ')) AS word FROM {side}_made), ranked AS (SELECT unique_id, word, row_number() OVER
            (PARTITION BY unique_id ORDER BY n, word) AS place FROM each JOIN word USING (word))
            SELECT made.*, string_split(name, ' ') AS words, a.word AS rare, b.word AS second,
            nullif(array_to_string(list_transform(string_split(name, ' '), lambda w: w[1]), ''), '')
            AS initials, replace(name, ' ', '') AS joined, split_part(site, '.', 1) AS web_name,
            right(phone, 7) AS local
            FROM {side}_made made LEFT JOIN ranked a ON a.unique_id = made.unique_id AND a.place = 1
            LEFT JOIN ranked b ON b.unique_id = made.unique_id AND b.place = 2"""
        )


def settings() -> Any:
    """Return comparisons and blocking rules."""
    import splink.comparison_level_library as level  # noqa: PLC0415
    import splink.comparison_library as compare  # noqa: PLC0415
    from splink import SettingsCreator, block_on  # noqa: PLC0415

    def custom(sql: str) -> Any:
        return level.CustomLevel(sql)

    def both(field: str) -> str:
        return f"{field}_l = {field}_r"

    name = [
        level.NullLevel("name"),
        level.ExactMatchLevel("name", term_frequency_adjustments=True),
        custom(both("joined")),
        level.JaroWinklerLevel("name", 0.95),
        custom("len(list_intersect(words_l, words_r)) >= least(len(words_l), len(words_r))"
               " AND len(list_intersect(words_l, words_r)) >= 2"),
        custom("(initials_l = joined_r OR joined_l = initials_r)"),
        level.JaroWinklerLevel("name", 0.9),
        custom("len(list_intersect(words_l, words_r)) >= least(len(words_l), len(words_r))"),
        level.JaroWinklerLevel("name", 0.82),
        custom("len(list_intersect(words_l, words_r)) >= 1"),
        level.ElseLevel(),
    ]  # fmt: skip
    place = [
        custom("(street_l IS NULL OR street_r IS NULL) AND (postcode_l IS NULL OR postcode_r IS"
               " NULL) AND (city_l IS NULL OR city_r IS NULL)").configure(is_null_level=True),
        custom(f"{both('street')} AND ({both('postcode')} OR {both('city')})"),
        custom(f"{both('street')} OR ({both('door')} AND"
               " jaro_winkler_similarity(street_l, street_r) > 0.9)"),
        level.ExactMatchLevel("postcode", term_frequency_adjustments=True),
        level.ExactMatchLevel("city", term_frequency_adjustments=True),
        custom(both("state")),
        level.ElseLevel(),
    ]  # fmt: skip
    phone = [
        level.NullLevel("phone"),
        level.ExactMatchLevel("phone", term_frequency_adjustments=True),
        custom("left(phone_l, 6) = left(phone_r, 6)"),
        level.ElseLevel(),
    ]
    site = [
        level.NullLevel("site"),
        level.ExactMatchLevel("site", term_frequency_adjustments=True),
        custom(both("web_name")),
        level.ElseLevel(),
    ]
    rules = [
        block_on("name"), block_on("phone"), block_on("site"), block_on("rare", "state"),
        block_on("rare", "second"), block_on("postcode", "door"), block_on("street", "city"),
        block_on("postcode", "substr(name, 1, 2)"), block_on("city", "substr(name, 1, 3)"),
        block_on("web_name"), block_on("local"), block_on("substr(joined, 1, 9)"),
        block_on("rare", "substr(phone, 1, 3)"), block_on("initials", "postcode"),
        "l.rare = r.second AND l.state = r.state",
    ]  # fmt: skip
    return SettingsCreator(
        link_type="link_only",
        comparisons=[
            compare.CustomComparison(output_column_name=field, comparison_levels=levels)
            for field, levels in (
                ("name", name),
                ("place", place),
                ("phone", phone),
                ("site", site),
            )
        ],
        blocking_rules_to_generate_predictions=rules,
        retain_intermediate_calculation_columns=False,
    )
