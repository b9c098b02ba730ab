"""Several requests in one: composite with references, batch, graphs and trees."""

import re
from collections.abc import Callable
from typing import Any

import orjson

from sfdesk.practice import rules
from sfdesk.practice.rest.visit import Visit, boolean, parsed, refuse_unless
from sfdesk.practice.schema.fields import SObject
from sfdesk.practice.schema.objects import Relation
from sfdesk.practice.wire import Call, Refusal, Reply

MOST_PARTS = 25
MOST_QUERIES = 5
MOST_NODES = 500
MOST_TREE = 200
_REFERENCE = re.compile(r"@\{([^}]*)\}")
Door = Callable[[Visit, str], Reply]


class _UndoneError(Exception):
    """One part failed and the others go back with it."""


class Composites:
    """Answers requests that hold requests; `door` answers each of them."""

    def __init__(self, door: Door) -> None:
        self._door = door

    def composite(self, visit: Visit) -> Reply:
        """Answer POST /composite."""
        body = visit.call.fields()
        parts = _list(body, "compositeRequest")
        refuse_unless(
            len(parts) <= MOST_PARTS,
            "LIMIT_EXCEEDED",
            f"Limit of {MOST_PARTS} subrequests exceeded",
        )
        together = boolean(body.get("allOrNone"))
        return Reply(200, {"compositeResponse": self._parts(visit, parts, together=together)[0]})

    def graph(self, visit: Visit) -> Reply:
        """Answer POST /composite/graph: each graph is all or nothing."""
        graphs = _list(visit.call.fields(), "graphs")
        nodes = sum(len(_list(each, "compositeRequest")) for each in graphs)
        refuse_unless(nodes <= MOST_NODES, "LIMIT_EXCEEDED", "Limit of 500 nodes exceeded")
        answers = []
        for each in graphs:
            parts, good = self._parts(visit, each["compositeRequest"], together=True)
            answers.append(
                {
                    "graphId": each.get("graphId"),
                    "graphResponse": {"compositeResponse": parts},
                    "isSuccessful": good,
                }
            )
        return Reply(200, {"graphs": answers})

    def _parts(
        self, visit: Visit, parts: list[Any], *, together: bool
    ) -> tuple[list[dict[str, Any]], bool]:
        answers: list[dict[str, Any]] = []
        known: dict[str, Any] = {}
        try:
            with visit.org.writing():
                for part in parts:
                    answers.append(self._part(visit, part, known))  # noqa: PERF401
                _agree(answers, together=together)
        except _UndoneError:
            return [_halted(each) for each in answers], False
        return answers, all(each["httpStatusCode"] < 400 for each in answers)

    def _part(self, visit: Visit, part: Any, known: dict[str, Any]) -> dict[str, Any]:
        refuse_unless(isinstance(part, dict), "JSON_PARSER_ERROR", "a subrequest is an object")
        reference = str(part.get("referenceId", ""))
        refuse_unless(
            re.fullmatch(r"\w+", reference) and reference not in known,
            "INVALID_INPUT",
            f"Invalid reference ID: {reference}",
        )
        try:
            filled: dict[str, Any] = _replaced(part, known)
            reply = self._door(visit.within(_call(visit, filled)), filled["url"])
        except Refusal as refused:
            reply = refused.reply()
        known[reference] = reply.body
        headers = {key: value for key, value in reply.headers.items() if key != "Sforce-Limit-Info"}
        return {
            "body": reply.body or None,
            "httpHeaders": headers,
            "httpStatusCode": reply.status,
            "referenceId": reference,
        }

    def batch(self, visit: Visit) -> Reply:
        """Answer POST /composite/batch: requests that know nothing of each other."""
        body = visit.call.fields()
        parts = _list(body, "batchRequests")
        refuse_unless(len(parts) <= MOST_PARTS, "LIMIT_EXCEEDED", "at most 25 subrequests")
        results: list[dict[str, Any]] = []
        for part in parts:
            if boolean(body.get("haltOnError")) and any(_bad(each) for each in results):
                halted = Refusal(412, "BATCH_PROCESSING_HALTED", "Batch processing halted per "
                                 "request")  # fmt: skip
                results.append({"statusCode": 412, "result": [halted.error()]})
                continue
            results.append(self._batched(visit, part))
        return Reply(200, {"hasErrors": any(_bad(each) for each in results), "results": results})

    def _batched(self, visit: Visit, part: Any) -> dict[str, Any]:
        url = str(part.get("url", "")).removeprefix("/services/data/").lstrip("/")
        whole = {"method": part.get("method"), "url": f"/services/data/{url}"}
        try:
            call = _call(visit, {**whole, "body": part.get("richInput")})
            reply = self._door(visit.within(call), whole["url"])
        except Refusal as refused:
            reply = refused.reply()
        return {"statusCode": reply.status, "result": reply.body or None}

    def tree(self, visit: Visit, sobject: str) -> Reply:
        """Answer POST /composite/tree/Account: nested new records, all or nothing."""
        kind = visit.sobject(sobject)
        records = _list(visit.call.fields(), "records")
        refuse_unless(_size(records) <= MOST_TREE, "LIMIT_EXCEEDED", "at most 200 records")
        made: list[dict[str, Any]] = []
        wrong: list[dict[str, Any]] = []
        try:
            with visit.org.writing():
                for each in records:
                    _grow(visit, kind.name, each, None, made, wrong)
                _agree(wrong, together=bool(wrong))
        except _UndoneError:
            return Reply(400, {"hasErrors": True, "results": wrong})
        return Reply(201, {"hasErrors": False, "results": made})


def _list(body: Any, name: str) -> list[Any]:
    found = body.get(name) if isinstance(body, dict) else None
    if not isinstance(found, list):
        raise Refusal(400, "JSON_PARSER_ERROR", f"{name} has to be a list")
    return found


def _agree(answers: list[dict[str, Any]], *, together: bool) -> None:
    if together and any(each.get("httpStatusCode", 400) >= 400 for each in answers):
        raise _UndoneError


def _bad(result: dict[str, Any]) -> bool:
    return int(result["statusCode"]) >= 400


def _halted(answer: dict[str, Any]) -> dict[str, Any]:
    if answer["httpStatusCode"] >= 400:
        return answer
    halted = Refusal(
        400,
        "PROCESSING_HALTED",
        "The transaction was rolled back since another operation in the same transaction failed.",
    )
    return {**answer, "body": [halted.error()], "httpHeaders": {}, "httpStatusCode": 400}


def _call(visit: Visit, part: dict[str, Any]) -> Call:
    url = str(part.get("url") or "")
    method = str(part.get("method") or "").upper()
    refuse_unless(method in ("GET", "POST", "PATCH", "PUT", "DELETE", "HEAD"), "INVALID_INPUT",
                  f"Invalid HTTP method: {method}")  # fmt: skip
    path, query = parsed(url)
    given = part.get("httpHeaders") or {}
    headers = {str(key).lower(): str(value) for key, value in given.items()}
    kept = {"authorization": visit.call.headers.get("authorization", "")}
    body = b"" if part.get("body") is None else orjson.dumps(part["body"])
    return Call(method, path, query, {**headers, **kept}, body)


def _replaced(value: Any, known: dict[str, Any]) -> Any:
    if isinstance(value, dict):
        return {key: _replaced(each, known) for key, each in value.items()}
    if isinstance(value, list):
        return [_replaced(each, known) for each in value]
    if isinstance(value, str):
        return _REFERENCE.sub(lambda found: str(_looked_up(found[1], known)), value)
    return value


def _looked_up(path: str, known: dict[str, Any]) -> Any:
    """Return what `ref.records[0].Id` names in the answers so far."""
    steps = re.findall(r"\w+", path)
    if not steps or steps[0] not in known:
        raise _unresolved(path)
    found: Any = known[steps[0]]
    for step in steps[1:]:
        if isinstance(found, list) and step.isdigit() and int(step) < len(found):
            found = found[int(step)]
        elif isinstance(found, dict) and step in found:
            found = found[step]
        else:
            raise _unresolved(path)
    return found


def _unresolved(path: str) -> Refusal:
    return Refusal(
        400,
        "PROCESSING_HALTED",
        f"Invalid reference specified. No value for {path} found",
    )


def _size(records: list[Any]) -> int:
    total = len(records)
    for each in records:
        if isinstance(each, dict):
            for value in each.values():
                if isinstance(value, dict) and isinstance(value.get("records"), list):
                    total += _size(value["records"])
    return total


def _kind(visit: Visit, name: str) -> SObject:
    found = visit.schema.find(name)
    if found is None:
        raise Refusal(400, "INVALID_TYPE", f"sObject type '{name}' is not supported.")
    return found


def _link(visit: Visit, kind: SObject, relation: str) -> Relation:
    found = visit.schema.child(kind, relation)
    if found is None:
        raise rules.no_such_column(relation, kind)
    return found


def _grow(
    visit: Visit,
    sobject: str,
    record: dict[str, Any],
    parent: tuple[str, str] | None,
    made: list[dict[str, Any]],
    wrong: list[dict[str, Any]],
) -> None:
    attributes = record.get("attributes") or {}
    reference = attributes.get("referenceId")
    children = {k: v for k, v in record.items() if isinstance(v, dict) and "records" in v}
    fields = {k: v for k, v in record.items() if k not in children and k != "attributes"}
    try:
        kind = _kind(visit, str(attributes.get("type") or sobject))
        fields.update([parent] if parent else [])
        record_id = visit.saving().create(kind, fields)
        made.append({"referenceId": reference, "id": record_id})
        for relation, value in children.items():
            link = _link(visit, kind, relation)
            for child in value["records"]:
                up = (link.field.name, record_id)
                _grow(visit, link.child, child, up, made, wrong)
    except Refusal as refused:
        wrong.append({"referenceId": reference, "errors": [refused.row()]})
