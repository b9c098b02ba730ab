"""One authorised call to the REST API, and the routes that lead it to a function."""

import re
from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Any
from urllib.parse import parse_qsl, unquote

from sfdesk.practice.access import Person
from sfdesk.practice.org import Org
from sfdesk.practice.records import Saving
from sfdesk.practice.schema.fields import SObject
from sfdesk.practice.schema.objects import Schema
from sfdesk.practice.site import Site
from sfdesk.practice.wire import Call, Refusal, Reply, not_allowed, not_found

_DUPLICATES = re.compile(r"(\w+)\s*=\s*(\w+)")


@dataclass(frozen=True, slots=True)
class Visit:
    """Who calls what. `version` is that of the address; `inner` calls are part of another."""

    site: Site
    call: Call
    person: Person
    version: str
    inner: bool = False

    @property
    def org(self) -> Org:
        """The org that is called."""
        return self.site.org

    @property
    def schema(self) -> Schema:
        """The objects that the caller may read."""
        return self.org.seen_by(self.person)

    @property
    def here(self) -> str:
        """The address that every resource of this version starts with."""
        return f"/services/data/v{self.version}"

    def sobject(self, name: str) -> SObject:
        """Return the object of that name; raise NOT_FOUND."""
        found = self.schema.find(name)
        if found is None:
            raise not_found()
        return found

    def saving(self) -> Saving:
        """Return what saves records for this caller."""
        said = {
            key.lower(): value.lower() == "true"
            for key, value in _DUPLICATES.findall(
                self.call.headers.get("sforce-duplicate-rule-header", "")
            )
        }
        return Saving(
            self.org,
            self.person,
            float(self.version),
            allow_duplicates=said.get("allowsave", False),
            duplicate_details=said.get("includerecorddetails", False),
        )

    def within(self, call: Call) -> "Visit":
        """Return the same caller with another call."""
        return replace(self, call=call, inner=True)


Answer = Callable[..., Reply]


class Routes:
    """Addresses below the version, and the function that answers each method."""

    def __init__(self) -> None:
        self._routes: list[tuple[re.Pattern[str], dict[str, Answer]]] = []

    def add(self, pattern: str, **methods: Answer) -> None:
        """Let functions answer an address; `{name}` stands for one part of it."""
        regex = re.sub(r"\{(\w+)\}", r"(?P<\1>[^/]+)", pattern)
        self._routes.append((re.compile(regex + "/?"), methods))

    def answer(self, visit: Visit, path: str) -> Reply:
        """Answer a call to `path`, which starts after the version; raise `Refusal`."""
        method = visit.call.method
        if method == "POST" and "_HttpMethod" in visit.call.query:
            method = visit.call.query["_HttpMethod"].upper()
        for pattern, methods in self._routes:
            found = pattern.fullmatch(path)
            if not found:
                continue
            answer = methods.get("GET" if method == "HEAD" else method)
            if answer is None:
                raise not_allowed(method, list(methods))
            parts = {key: unquote(value) for key, value in found.groupdict().items()}
            return answer(visit, **parts)
        raise not_found()


def parsed(target: str) -> tuple[str, dict[str, str]]:
    """Return path and query of an address inside a composite request."""
    path, _, query = target.partition("?")
    return path, dict(parse_qsl(query, keep_blank_values=True))


def boolean(value: Any) -> bool:
    """Return what `true` or `false` in a query or body means."""
    return value is True or str(value).lower() == "true"


def refuse_unless(condition: object, code: str, message: str) -> None:
    """Raise `Refusal` 400 when a condition does not hold."""
    if not condition:
        raise Refusal(400, code, message)
