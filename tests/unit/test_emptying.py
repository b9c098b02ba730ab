"""Big containers end item by item."""

import pytest

from sfdesk.emptying import empty, end


class _Item:
    """Notes how many others its container still holds when it ends."""

    def __init__(self, box: "dict[int, _Item] | list[_Item] | set[_Item]", left: list[int]) -> None:
        self._box, self._left = box, left

    def __del__(self) -> None:
        self._left.append(len(self._box))


@pytest.mark.parametrize("kind", [dict, list, set])
def test_each_item_ends_while_the_others_are_still_there(kind: type) -> None:
    box, left = kind(), list[int]()
    items = (_Item(box, left) for _ in range(4))
    if isinstance(box, dict):
        box.update(enumerate(items))
    else:
        box.__init__(items)
    empty(box)
    assert left == [3, 2, 1, 0]


def test_all_containers_are_empty_afterwards() -> None:
    boxes: tuple[dict[int, int], list[int], set[int]] = ({1: 2}, [1, 2], set())
    empty(*boxes)
    assert boxes == ({}, [], set())


def test_sequences_end_with_what_only_they_hold_and_others_keep_theirs() -> None:
    left, kept = list[int](), [1, 2]
    box: list[_Item] = []
    box += (_Item(box, left) for _ in range(3))
    gone = [tuple(box), kept]
    box.clear()
    end(gone)
    assert gone == []
    assert len(left) == 3
    assert kept == [1, 2]
