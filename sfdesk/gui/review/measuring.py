"""What chance picks say of all links, in a sentence that claims no more than they do."""

from collections.abc import Mapping

from sfdesk.domain.matching.asking import Sampled, in_words
from sfdesk.domain.matching.suggestions import Band
from sfdesk.gui.review.wording import BANDS


def sentence(sampled: Mapping[str, Sampled]) -> str:
    """Say how many of the picked links were right, and what that says of all; "" without any."""
    return in_words(sum(sampled.values(), Sampled()))


def by_band(sampled: Mapping[str, Sampled]) -> list[str]:
    """Return a sentence for each band of which any was picked."""
    return [
        f"{words}: {in_words(sampled[band.value])}"
        for band, words in BANDS.items()
        if band is not Band.POSSIBLE and sampled.get(band.value, Sampled()).asked
    ]
