"""Runs Splink 5 on a folder of made accounts: the referee of the bench, in two set-ups.

`plain` is what its documentation would write, `careful` is tuned for quality (`referee_careful`).
Needs nothing but splink and the standard library, so that any interpreter that has it will do
(`SFDESK_SPLINK_PYTHON`). Prints F1 and memory. `plain` links at match probability 0.5, one link
per left record; `careful` from 0.02 on where a pair is the best of both its records, which costs
it no precision on these sets.
"""

import csv
import json
import resource
import sys
from pathlib import Path
from typing import Any


def _pairs(path: Path) -> set[tuple[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        return {(row["left_id"], row["right_id"]) for row in csv.DictReader(file)}


def _plain(base: Any, folder: Path) -> Any:
    import splink.comparison_library as compare  # noqa: PLC0415
    from splink import SettingsCreator, block_on  # noqa: PLC0415

    for side in ("left", "right"):
        base.execute(
            f"""CREATE TABLE {side}_in AS SELECT id AS unique_id, nullif(lower(name), '') AS name,
            nullif(lower(street), '') AS street, nullif(lower(city), '') AS city,
            nullif(left(postcode, 5), '') AS postcode,
            nullif(right(regexp_replace(phone, '[^0-9]', '', 'g'), 10), '') AS phone,
            nullif(regexp_replace(lower(website), '^(https?://)?(www.)?|/.*$', '', 'g'), '') AS site
            FROM read_csv('{folder / side}.csv', all_varchar = true, header = true)"""
        )
    return SettingsCreator(
        link_type="link_only",
        comparisons=[
            compare.JaroWinklerAtThresholds("name", [0.95, 0.88, 0.8]).configure(
                term_frequency_adjustments=True
            ),
            compare.JaroWinklerAtThresholds("street", [0.92, 0.8]),
            compare.ExactMatch("city").configure(term_frequency_adjustments=True),
            compare.ExactMatch("postcode").configure(term_frequency_adjustments=True),
            compare.ExactMatch("phone"),
            compare.ExactMatch("site").configure(term_frequency_adjustments=True),
        ],
        blocking_rules_to_generate_predictions=[
            block_on(rule) for rule in ("name", "phone", "site", "postcode", "street")
        ]
        + [block_on("substr(name, 1, 6)", "city")],
        retain_intermediate_calculation_columns=False,
    )


def _careful(base: Any, folder: Path) -> Any:
    sys.path.append(str(Path(__file__).parents[2]))
    from tests.bench import referee_careful  # noqa: PLC0415 - this file runs as a script

    for side in ("left", "right"):
        referee_careful.prepare(base, side, f"{folder / side}.csv")
    referee_careful.finish(base)
    return referee_careful.settings()


_LEAST = {"plain": 0.5, "careful": 0.02}
_PLAIN_TRAINING = (("phone",), ("name",), ("street",))
_CAREFUL_TRAINING = (("phone",), ("name",), ("site",), ("street", "city"))


def main(folder: Path, how: str = "plain") -> None:
    """Link left.csv and right.csv and compare with truth.csv."""
    import duckdb  # noqa: PLC0415
    from splink import DuckDBAPI, Linker, block_on  # noqa: PLC0415

    base = duckdb.connect()
    settings = (_careful if how == "careful" else _plain)(base, folder)
    api = DuckDBAPI(connection=base)
    tables = [api.register(f"{side}_in") for side in ("left", "right")]
    linker = Linker(tables, settings)
    training = linker.training
    training.estimate_probability_two_random_records_match(
        [block_on("name", "postcode"), block_on("phone")], recall=0.7
    )
    training.estimate_u_using_random_sampling(max_pairs=1e7)
    for fields in _CAREFUL_TRAINING if how == "careful" else _PLAIN_TRAINING:
        training.estimate_parameters_using_expectation_maximisation(block_on(*fields))
    found = linker.inference.predict(threshold_match_probability=_LEAST[how])
    best = """row_number() OVER (PARTITION BY {}(unique_id_l, unique_id_r)
        ORDER BY match_weight DESC) = 1"""
    both = f" AND {best.format('greatest')}" if how == "careful" else ""
    rows = base.execute(
        f"""SELECT unique_id_l, unique_id_r FROM {found.physical_name}
        QUALIFY {best.format("least")}{both}"""
    ).fetchall()
    links = {(a, b) if a.startswith("L") else (b, a) for a, b in rows}
    truth = _pairs(folder / "truth.csv")
    f1 = 2 * len(links & truth) / (len(links) + len(truth))
    used = resource.getrusage(resource.RUSAGE_SELF)
    cpu = used.ru_utime + used.ru_stime
    print(json.dumps({"f1": f1, "megabytes": used.ru_maxrss / 1000, "cpu": cpu}))


if __name__ == "__main__":
    main(Path(sys.argv[1]), *sys.argv[2:3])
