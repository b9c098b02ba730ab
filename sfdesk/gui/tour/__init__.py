"""The unattended tour: the whole job through the real windows, each step read back afterwards."""

from sfdesk.gui.tour.run import run
from sfdesk.gui.tour.stage import Stage

__all__ = ["Stage", "run"]
