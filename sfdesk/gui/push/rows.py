"""What the push window shows and sends, as one frozen value: ticks, choices, typed values.

Each change of mind returns a new draft; nothing here draws or talks to anybody.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from enum import StrEnum

from sfdesk.actions.pushing import PushPlan
from sfdesk.domain.diffing import Change, State, equal
from sfdesk.domain.mapping import FIELD_TYPES, to_type
from sfdesk.domain.records import FieldType, Value
from sfdesk.gui.push import wording
from sfdesk.gui.values import shown_or_empty
from sfdesk.i18n import _, counted


class Choice(StrEnum):
    """What a person wants where both sides changed a field."""

    OPEN = "open"
    KEEP = "keep"
    USE = "use"
    TYPE = "type"


TICKABLE = (State.PUSH, State.KEEP, State.BLANK)
"""States whose field can be ticked; a conflict is chosen instead, the rest cannot be sent."""


@dataclass(frozen=True, slots=True)
class Row:
    """One field as the window shows it; values are text. `tick` is None where there is no box."""

    field: str
    label: str
    base: str
    live: str
    crm: str
    after: str
    state: State
    word: str
    mark: str
    tick: bool | None
    choice: Choice
    note: str
    problem: str

    @property
    def spoken(self) -> str:
        """The row as a screen reader says it."""
        said = _("{label}, {word}. Salesforce {live}, CRM {crm}. After: {after}.").format(
            label=self.label, word=self.word, live=self.live, crm=self.crm, after=self.after
        )
        return " ".join(part for part in (said, self.problem or self.note) if part)


@dataclass(frozen=True, slots=True)
class Draft:
    """A plan with what the person made of it so far; `typed` holds text as it was typed."""

    plan: PushPlan
    ticked: frozenset[str]
    choices: Mapping[str, Choice] = field(default_factory=dict)
    typed: Mapping[str, str] = field(default_factory=dict)
    problems: Mapping[str, str] = field(default_factory=dict)

    @classmethod
    def of(cls, plan: PushPlan) -> "Draft":
        """Start with what the plan ticks; a blank never erases before somebody says so."""
        pushes = {c.field for c in plan.changes if c.state is State.PUSH}
        return cls(plan, frozenset(plan.ticked & pushes))

    def tick(self, name: str, *, on: bool) -> "Draft":
        """Send a field, or do not."""
        if self._change(name).state not in TICKABLE:
            return self
        ticked = self.ticked | {name} if on else self.ticked - {name}
        return replace(self, ticked=ticked, problems=self._without(name))

    def choose(self, name: str, choice: Choice) -> "Draft":
        """Settle a conflict: keep Salesforce's value, use the CRM's, or type another."""
        choices = {**self.choices, name: choice}
        return replace(self, choices=choices, problems=self._without(name))

    def type(self, name: str, text: str) -> "Draft":
        """Take a typed value for a conflict."""
        chosen = self.choose(name, Choice.TYPE)
        return replace(chosen, typed={**self.typed, name: text})

    def refused(self, problems: Mapping[str, str]) -> "Draft":
        """Say under the fields what Salesforce had against them."""
        return replace(self, problems=dict(problems))

    @property
    def unchosen(self) -> int:
        """How many conflicts nobody has settled, typed values that do not fit among them."""
        return sum(
            self._choice(c) is Choice.OPEN or bool(self._typing_problem(c))
            for c in self.plan.changes
            if c.state is State.CONFLICT
        )

    @property
    def sending(self) -> tuple[str, ...]:
        """The fields that would be sent, in the order of the table."""
        return tuple(c.field for c in self.plan.changes if self._goes(c))

    @property
    def ready(self) -> bool:
        """Whether the button may be pressed."""
        return bool(self.sending) and not self.unchosen

    def button(self) -> str:
        """Say what the button will do, or what is to be done before."""
        if self.unchosen:
            return counted("Choose {n} first", "Choose {n} first", self.unchosen)
        if not self.sending:
            return _("Nothing to push")
        fields = counted("Push {n} field", "Push {n} fields", len(self.sending))
        return _("{push} to {place}").format(push=fields, place=wording.place(self.plan.info))

    def to_send(self) -> PushPlan:
        """Return the plan with exactly what will be sent."""
        typed = {
            c.field: self._typed_value(c)
            for c in self.plan.changes
            if self._goes(c) and self._choice(c) is Choice.TYPE
        }
        return self.plan.only(self.sending, typed)

    def rows(self) -> tuple[Row, ...]:
        """Every field that differs, the ones that need a person first; then what is the same."""
        order = {state: n for n, state in enumerate(wording.ORDER)}
        changes = sorted(self.plan.changes, key=lambda c: order[c.state])
        return tuple(self._row(change) for change in changes)

    def as_text(self) -> str:
        """Return the table as text that can be pasted into a mail or a sheet."""
        head = [
            _("Field"),
            _("Last refreshed"),
            _("Salesforce now"),
            _("CRM"),
            _("State"),
            _("After"),
        ]
        lines = [[r.label, r.base, r.live, r.crm, r.word, r.after] for r in self.rows()]
        return "\n".join("\t".join(cells) for cells in [head, *lines])

    # inside

    def _change(self, name: str) -> Change:
        return next(change for change in self.plan.changes if change.field == name)

    def _choice(self, change: Change) -> Choice:
        return self.choices.get(change.field, Choice.OPEN)

    def _without(self, name: str) -> dict[str, str]:
        return {key: text for key, text in self.problems.items() if key != name}

    def _goes(self, change: Change) -> bool:
        if change.state is State.CONFLICT:
            choice = self._choice(change)
            typed = choice is Choice.TYPE and not self._typing_problem(change)
            same = typed and equal(self._typed_value(change), change.theirs)
            return choice is Choice.USE or (typed and not same)
        return change.state in TICKABLE and change.field in self.ticked

    def _typed_value(self, change: Change) -> Value:
        kind = FIELD_TYPES[change.pair.kind, change.pair.crm]
        return to_type(self.typed.get(change.field, ""), kind)

    def _typing_problem(self, change: Change) -> str:
        if self._choice(change) is not Choice.TYPE:
            return ""
        if not self.typed.get(change.field, "").strip():
            return _("Type the value that Salesforce should hold.")
        try:
            self._typed_value(change)
        except ValueError:
            kind = FIELD_TYPES[change.pair.kind, change.pair.crm]
            if kind is FieldType.DATE:
                return _("A date is written 2027-03-31.")
            return _("{label} takes a number.").format(label=change.label)
        return ""

    def _after(self, change: Change) -> str:
        if not self._goes(change):
            return shown_or_empty(change.theirs)
        if self._choice(change) is Choice.TYPE:
            return shown_or_empty(self._typed_value(change))
        return shown_or_empty(change.ours)

    def _row(self, change: Change) -> Row:
        unchanged = equal(change.theirs, change.base)
        choice = self._choice(change)
        fits = choice is not Choice.OPEN and not self._typing_problem(change)
        settled = change.state is State.CONFLICT and fits
        undecided = change.state is State.CONFLICT and not settled
        goes = self._goes(change)
        return Row(
            field=change.field,
            label=change.label,
            base=shown_or_empty(change.base),
            live=_("same") if unchanged else shown_or_empty(change.theirs),
            crm=shown_or_empty(change.ours),
            after=_("choose") if undecided else self._after(change),
            state=change.state,
            word=wording.word(change.state, goes=goes, settled=settled),
            mark=wording.mark(change.state, goes=goes, settled=settled),
            tick=change.field in self.ticked if change.state in TICKABLE else None,
            choice=choice,
            note=wording.note(change),
            problem=self.problems.get(change.field, "") or self._typing_problem(change),
        )
