"""What the tour found: one entry per step, written as JSON beside the pictures."""

import json
from dataclasses import asdict, dataclass, field
from pathlib import Path

import sfdesk


class StepFailed(Exception):
    """A step did not come about, or what it did was not found again. The text says which."""


def expect(*, that: bool, otherwise: str) -> None:
    """Raise StepFailed with a sentence where something is not as it must be."""
    if not that:
        raise StepFailed(otherwise)


@dataclass(slots=True)
class StepReport:
    """One step: `facts` are what was counted and read back; `problem` is "" when it went well."""

    name: str
    state: str = "not reached"  # "verified", "failed" or "not reached"
    seconds: float = 0.0
    facts: dict[str, object] = field(default_factory=dict)
    problem: str = ""


@dataclass(slots=True)
class Report:
    """The whole tour."""

    steps: list[StepReport]
    sign_in: str = ""
    pictures: list[str] = field(default_factory=list)

    @property
    def ok(self) -> bool:
        """Whether every step was verified."""
        return all(step.state == "verified" for step in self.steps)

    @property
    def seconds(self) -> float:
        """How long all steps took together."""
        return round(sum(step.seconds for step in self.steps), 2)

    def write(self, folder: Path) -> None:
        """Write `report.json`."""
        shown = {
            "ok": self.ok,
            "version": sfdesk.__version__,
            "sign_in": self.sign_in,
            "seconds": self.seconds,
            "pictures": self.pictures,
            "steps": [asdict(step) for step in self.steps],
        }
        text = json.dumps(shown, indent=2, ensure_ascii=False)
        (folder / "report.json").write_text(text + "\n", encoding="utf-8")
