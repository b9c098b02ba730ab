"""Import: from the cache into the CRM. Compare first, show, apply after."""

from sfdesk.actions.import_applying import apply
from sfdesk.actions.import_planning import plan
from sfdesk.actions.import_rows import (
    FieldChange,
    ImportPlan,
    ImportReport,
    ImportRow,
    RowOutcome,
    What,
)

__all__ = [
    "FieldChange",
    "ImportPlan",
    "ImportReport",
    "ImportRow",
    "RowOutcome",
    "What",
    "apply",
    "plan",
]
