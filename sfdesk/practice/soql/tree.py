"""What a SOQL statement says, after parsing. `at` is a place in the statement, from 0."""

from dataclasses import dataclass
from typing import Literal


@dataclass(frozen=True, slots=True)
class Path:
    """A field, with the relationships that lead to it: `Account.Owner.Name`."""

    names: tuple[str, ...]
    at: int = 0

    @property
    def text(self) -> str:
        """The path as it was written."""
        return ".".join(self.names)


@dataclass(frozen=True, slots=True)
class Function:
    """A function of at most one field: COUNT(), SUM(Amount), CALENDAR_YEAR(CreatedDate)."""

    name: str
    of: "Path | Function | None"
    at: int = 0


Expression = Path | Function


@dataclass(frozen=True, slots=True)
class Literal_:  # noqa: N801 - `Literal` is typing's
    """A value; `kind` is string, number, date, datetime, boolean, null or period."""

    kind: str
    value: str
    at: int = 0


@dataclass(frozen=True, slots=True)
class Compare:
    """One comparison; `op` is one of = != < <= > >= LIKE IN, NOT IN, INCLUDES, EXCLUDES."""

    left: Expression
    op: str
    right: "Literal_ | tuple[Literal_, ...] | Query"
    at: int = 0


@dataclass(frozen=True, slots=True)
class Not:
    """The opposite of a condition."""

    of: "Condition"


@dataclass(frozen=True, slots=True)
class All_:  # noqa: N801 - `All` alone reads as a builtin
    """Every one of the conditions holds."""

    of: "tuple[Condition, ...]"


@dataclass(frozen=True, slots=True)
class Any_:  # noqa: N801
    """At least one of the conditions holds."""

    of: "tuple[Condition, ...]"


Condition = Compare | Not | All_ | Any_


@dataclass(frozen=True, slots=True)
class Item:
    """One thing that is selected, with its alias."""

    what: "Expression | Query | TypeOf"
    alias: str | None = None


@dataclass(frozen=True, slots=True)
class TypeOf:
    """Different fields for each object that a reference points at."""

    relation: Path
    branches: tuple[tuple[str, tuple[Path, ...]], ...]
    otherwise: tuple[Path, ...] = ()


@dataclass(frozen=True, slots=True)
class Order:
    """One key of ORDER BY; `nulls` None means Salesforce's own choice, which is first."""

    by: Expression
    descending: bool = False
    nulls: Literal["FIRST", "LAST"] | None = None


@dataclass(frozen=True, slots=True)
class Query:
    """One statement, or one in parentheses inside another."""

    items: tuple[Item, ...]
    source: Path
    alias: str | None = None
    scope: str | None = None
    where: Condition | None = None
    group: tuple[Expression, ...] = ()
    rollup: str | None = None
    having: Condition | None = None
    order: tuple[Order, ...] = ()
    limit: int | None = None
    offset: int = 0
    at: int = 0
