"""Where the practice org's pages and sample records lie. It knows nothing of sfdesk's own paths."""

import sys
from pathlib import Path


def resources() -> Path:
    """Return the folder of shipped files: in a bundle, inside the package, or beside it."""
    frozen = getattr(sys, "_MEIPASS", None)
    if frozen:
        return Path(frozen) / "resources"
    package = Path(__file__).resolve().parents[1]
    inside = package / "resources"
    return inside if inside.is_dir() else package.parent / "resources"
