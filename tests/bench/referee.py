"""Runs Splink 5 on a folder of made accounts as its documentation would: the referee of the bench.

Needs nothing but splink and the standard library, so that any interpreter that has it will do
(`SFDESK_SPLINK_PYTHON`). Prints F1 at match probability 0.5, one link per left record, and memory.
"""

import csv
import json
import resource
import sys
from pathlib import Path


def _pairs(path: Path) -> set[tuple[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        return {(row["left_id"], row["right_id"]) for row in csv.DictReader(file)}


def main(folder: Path) -> None:
    """Link left.csv and right.csv and compare with truth.csv."""
    import duckdb  # noqa: PLC0415
    import splink.comparison_library as compare  # noqa: PLC0415
    from splink import DuckDBAPI, Linker, SettingsCreator, block_on  # noqa: PLC0415

    base = duckdb.connect()
    for side in ("left", "right"):
        base.execute(
            f"""CREATE TABLE {side}_in AS SELECT id AS unique_id, nullif(lower(name), '') AS name,
            nullif(lower(street), '') AS street, nullif(lower(city), '') AS city,
            nullif(left(postcode, 5), '') AS postcode,
            nullif(right(regexp_replace(phone, '[^0-9]', '', 'g'), 10), '') AS phone,
            nullif(regexp_replace(lower(website), '^(https?://)?(www.)?|/.*$', '', 'g'), '') AS site
            FROM read_csv('{folder / side}.csv', all_varchar = true, header = true)"""
        )
    settings = SettingsCreator(
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
    api = DuckDBAPI(connection=base)
    tables = [api.register(f"{side}_in") for side in ("left", "right")]
    linker = Linker(tables, settings)
    training = linker.training
    training.estimate_probability_two_random_records_match(
        [block_on("name", "postcode"), block_on("phone")], recall=0.7
    )
    training.estimate_u_using_random_sampling(max_pairs=1e7)
    for field in ("phone", "name", "street"):
        training.estimate_parameters_using_expectation_maximisation(block_on(field))
    found = linker.inference.predict(threshold_match_probability=0.5)
    rows = base.execute(
        f"""SELECT unique_id_l, unique_id_r FROM {found.physical_name}
        QUALIFY row_number() OVER (PARTITION BY least(unique_id_l, unique_id_r)
        ORDER BY match_weight DESC) = 1"""
    ).fetchall()
    links = {(a, b) if a.startswith("L") else (b, a) for a, b in rows}
    truth = _pairs(folder / "truth.csv")
    f1 = 2 * len(links & truth) / (len(links) + len(truth))
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1000
    print(json.dumps({"f1": f1, "megabytes": peak}))


if __name__ == "__main__":
    main(Path(sys.argv[1]))
