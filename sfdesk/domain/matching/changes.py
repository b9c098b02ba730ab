"""What may have changed on one side since it was matched."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass

from sfdesk.domain.matching.model import Party


@dataclass(frozen=True, slots=True)
class Changes:
    """What changed on one side: records that are new or other than they were, and ids that went."""

    parties: Sequence[Party] = ()
    gone: Collection[str] = ()


NOTHING = Changes()
