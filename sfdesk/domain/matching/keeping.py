"""Runs as bytes: what a later process goes on with, without matching everything again.

A run is kept with the features and readings of its records, which are read in a fourteenth of the
time that making them takes. What can be computed from the rest in a moment is not kept.
"""

import hashlib
import zlib
from collections.abc import Sequence
from dataclasses import asdict, fields
from functools import cache
from io import BytesIO
from typing import Any

import numpy as np
import orjson

import sfdesk
from sfdesk.domain.matching.candidates import Pairs
from sfdesk.domain.matching.corpus import Corpus
from sfdesk.domain.matching.engine import Run
from sfdesk.domain.matching.model import (
    Decided,
    Shape,
    Verdict,
)
from sfdesk.domain.matching.normalise import VERSION, Features, Table, features
from sfdesk.domain.matching.outcome import Outcome
from sfdesk.domain.matching.rivals import rival_bits
from sfdesk.domain.matching.threshold import Lines
from sfdesk.domain.matching.weights import Weights, total
from sfdesk.domain.records import Kind

_LAYOUT = 3
_PROBE = {
    "name": "Müller & Söhne Intl. GmbH", "alias": "ООО Ромашка", "street": "12b Main Street Ste 4",
    "city": "St. Gallen", "state": "Tex.", "postcode": "02139-4307", "country": "Deutschland",
    "phone": "+49 (0)40 5550-123 ext. 7", "mobile": "9.72417E+11", "website": "www.a-b.co.uk/x",
    "email": "Dr.Anna+x@Mail.Example.COM", "first_name": "Dr. Anna", "last_name": "van der Berg",
    "title": "V.P., Sales", "account": "The Acme Co", "birth_date": "31/12/1980", "industry": "n/a",
}  # fmt: skip


@cache
def version() -> str:
    """Return a mark that changes with this program and with what its normaliser makes of texts."""
    table = Table([""], {name: [value] for name, value in _PROBE.items()}, {}, [""])
    made = [asdict(features(table, kind)) for kind in Kind]
    text = orjson.dumps([sfdesk.__version__, _LAYOUT, VERSION, made])
    return hashlib.sha256(text).hexdigest()[:16]


def pack(run: Run, decided: Sequence[Decided] = ()) -> bytes:
    """Return a run as bytes, with the decisions that it knew."""
    corpus, weights, lines = run.corpus, run.weights, run.lines
    arrays = {
        "rows": run.pairs.rows, "cols": run.pairs.cols, "bound": run.bound,
        "assigned": run.assigned, "knots": lines.knots, "chances": lines.chances,
    }  # fmt: skip
    for field, found in run.outcomes.items():
        arrays[f"level {field}"], arrays[f"sharers {field}"] = found.level, found.sharers
    told: dict[str, Any] = {
        "kind": corpus.kind, "n_left": corpus.n_left, "ids": corpus.table.ids,
        "columns": corpus.table.columns, "keys": corpus.table.keys,
        "accounts": corpus.table.accounts, "features": _flat(corpus.features),
        "links": corpus.account_links,
        "readings": corpus.readings if corpus.name_scripts is not None else [],
        "shared": [[a, b, n] for (a, b), n in corpus.shared_contacts.items()],
        "prior": weights.prior, "factors": weights.factors, "copies": weights.copies,
        "bits": {name: bits.tolist() for name, bits in weights.bits.items()},
        "usual": {name: usual.tolist() for name, usual in weights.usual.items()},
        "lines": [lines.certain, lines.linked, lines.matches, lines.precision, lines.clear],
        "fields": list(run.outcomes),
        "decided": [[d.left_id, d.right_id, d.verdict, d.teaches] for d in decided],
    }  # fmt: skip
    told["lines"] = [value if np.isfinite(value) else str(value) for value in told["lines"]]
    file = BytesIO()
    np.savez(file, **arrays, allow_pickle=False)  # type: ignore[arg-type]
    text = orjson.dumps(told, option=orjson.OPT_NON_STR_KEYS)
    parts = [zlib.compress(part, 1) for part in (text, file.getvalue())]
    return len(parts[0]).to_bytes(8, "big") + b"".join(parts)


def _flat(made: Features) -> dict[str, Any]:
    """Return features by name, without copying them."""
    return {one.name: getattr(made, one.name) for one in fields(Features)}


def unpack(data: bytes, shape: Shape = Shape.ONE_TO_ONE) -> tuple[Run, list[Decided]]:
    """Return what `pack` was given, without notes, lessons and what is taught. Raise ValueError."""
    try:
        return _unpacked(data, shape)
    except (zlib.error, KeyError, TypeError, OSError, EOFError) as error:
        raise ValueError(type(error).__name__) from error


def _unpacked(data: bytes, shape: Shape) -> tuple[Run, list[Decided]]:
    size = int.from_bytes(data[:8], "big")
    told = orjson.loads(zlib.decompress(data[8 : 8 + size]))
    arrays = np.load(BytesIO(zlib.decompress(data[8 + size :])), allow_pickle=False)
    table = Table(told["ids"], told["columns"], told["keys"], told["accounts"])
    corpus = Corpus(table, Features(**told["features"]), Kind(told["kind"]), told["n_left"])
    corpus.known_readings = [(row, name) for row, name in told["readings"]]
    corpus.account_links = told["links"]
    corpus.shared_contacts = {(a, b): n for a, b, n in told["shared"]}
    rows, cols = arrays["rows"], arrays["cols"]
    outcomes = {
        field: Outcome(arrays[f"level {field}"], arrays[f"sharers {field}"])
        for field in told["fields"]
    }
    weights = Weights(
        told["prior"],
        {name: np.array(bits) for name, bits in told["bits"].items()},
        {name: np.array(usual) for name, usual in told["usual"].items()},
        told["factors"],
        (told["copies"][0], told["copies"][1]),
    )
    score = total(weights, outcomes, len(rows)) + arrays["bound"]
    certain, linked, matches, precision, clear = told["lines"]
    run = Run(
        corpus,
        Pairs(rows, cols, np.zeros(len(rows), dtype=np.float32)),
        outcomes,
        weights,
        arrays["bound"],
        score,
        rival_bits(rows, cols, score, weights.found(shape), weights.copies) if len(rows) else score,
        arrays["assigned"],
        Lines(
            float(certain), float(linked), arrays["knots"], arrays["chances"], float(matches),
            float(precision), clear=bool(clear),
        ),
        (),
    )  # fmt: skip
    return run, [Decided(a, b, Verdict(said), bool(on)) for a, b, said, on in told["decided"]]
