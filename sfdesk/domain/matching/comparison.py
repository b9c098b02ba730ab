"""What a comparison is: ordered levels, what each says in words and what it is worth as shipped.

A level's shipped shares say how often it is seen on true pairs and on wrong candidates; weights
learnt from the data at hand start from them.
"""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Level:
    """One outcome of a comparison: its shares in percent on true and on wrong pairs, its words.

    `doubt` is said in place of `text` where the outcome counts against a pair; "" for the same.
    """

    name: str
    true: float
    wrong: float
    text: str
    doubt: str = ""


@dataclass(frozen=True, slots=True)
class Comparison:
    """One field or group of fields that is judged once. `blank` is said where a side is empty.

    `firm` says how much more than usual the shipped shares on wrong pairs count beside the data.
    """

    field: str
    label: str
    levels: tuple[Level, ...]
    blank: str
    firm: float = 1.0
