"""Everything one person works with, built in one place.

The windows and the command line call these methods; each opens its own stores and its own session
with Salesforce, does one action and closes them again, so that any thread may call any method.
"""

from sfdesk.workspace.connecting import Connecting
from sfdesk.workspace.reading import Reading
from sfdesk.workspace.reviewing import Reviewing
from sfdesk.workspace.writing import Writing

__all__ = ["Workspace"]


class Workspace(Connecting, Reading, Reviewing, Writing):
    """All verbs of one person, over the same stores, keyring and connected orgs."""
