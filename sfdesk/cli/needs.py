"""What a verb is called with, beside its arguments."""

from enum import Enum


class Needs(Enum):
    """The rest of a verb's parameters; what it does not need is not opened."""

    WORKSPACE = "workspace, output, ticket"
    TICKET = "output, ticket"
    NOTHING = "nothing: it prints and handles signals itself, and returns its exit code"
