"""Push one record while somebody else edits the same field, then take the push back."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QPushButton

from sfdesk.domain.diffing import equal
from sfdesk.domain.mapping import FIELD_TYPES, to_type
from sfdesk.domain.records import Kind, is_blank
from sfdesk.gui.push.window import PushWindow
from sfdesk.gui.screens import Place
from sfdesk.gui.tour.report import StepFailed, expect
from sfdesk.gui.tour.scene import Scene
from sfdesk.gui.widgets.notices import Banner

_FIELD, _CRM_FIELD = "Phone", "phone"
_THEIR_PHONE = "+49 40 5550 177"


def push(scene: Scene) -> dict[str, object]:
    """A colleague changes the phone between refresh and push; the person uses the CRM's."""
    person, stage = scene.person, scene.stage
    crm_id, record_id = _candidate(scene)
    stage.edit_as_somebody_else(record_id, {_FIELD: _THEIR_PHONE})
    window = scene.pushing = _open(scene, crm_id, record_id)
    person.until("Both sides of the record", lambda: window.draft is not None)
    person.look(window, "push-look-only")
    _allow(scene, window)
    expect(that=_FIELD in window.conflicts.lines, otherwise=f"{_FIELD} is not shown as a conflict")
    person.look(window, "push-conflict")
    for line in window.conflicts.lines.values():
        person.press(line.use)
    person.look(window, "push-chosen")
    person.press(window.send)
    person.until(
        "The end of the push", lambda: window.receipt is not None or bool(_refused(window))
    )
    expect(that=window.receipt is not None, otherwise=_refused(window))
    person.look(window, "push-result")
    return {"record": record_id, "fields": _read_back(scene, window, after=True)}


def undo(scene: Scene) -> dict[str, object]:
    """Everything that was sent is as it was: the colleague's value is back."""
    window, person = scene.pushing, scene.person
    if window is None or window.receipt is None:
        raise StepFailed("There is no push to undo")
    person.press(window.result.undo_button)
    person.until("The end of the undo", lambda: window.undone is not None or bool(_said(window)))
    expect(that=window.undone is not None, otherwise=_said(window))
    person.look(window, "push-undone")
    fields = _read_back(scene, window, after=False)
    there = scene.stage.read_record(window.receipt.record_id)
    expect(
        that=there[_FIELD] == _THEIR_PHONE,
        otherwise=f"{_FIELD} is {there[_FIELD]} after the undo, not {_THEIR_PHONE}",
    )
    window.close()
    return {"fields": fields, _FIELD: there[_FIELD]}


def _open(scene: Scene, crm_id: str, record_id: str) -> PushWindow:
    """Choose the record in the list and press Ctrl+P."""
    accounts = scene.records(Place.ACCOUNTS)
    accounts.go_to(record_id)
    scene.person.key(accounts.table, Qt.Key.Key_P, Qt.KeyboardModifier.ControlModifier)
    window = scene.window.window_called(f"push {crm_id}")
    if not isinstance(window, PushWindow):
        raise StepFailed("The push window did not open")
    return window


def _candidate(scene: Scene) -> tuple[str, str]:
    """Find a linked account whose phone is known on both sides and differs."""
    ours = scene.crm_records(Kind.ACCOUNT)
    for row in scene.stage.workspace.rows(Kind.ACCOUNT):
        record = ours.get(row.crm_id)
        if record is None or is_blank(row.phone) or row.merged_into:
            continue
        phone = record.fields.get(_CRM_FIELD)
        if not is_blank(phone) and not equal(phone, row.phone):
            return record.id, row.record_id
    raise StepFailed("No linked account has a phone that differs")


def _allow(scene: Scene, window: PushWindow) -> None:
    """Push is off after connecting look-only: allow it, in words, once."""
    scene.person.press(window.send)
    scene.person.settle()
    banners = _banners(window)
    expect(that=bool(banners), otherwise="Nobody asked whether pushing may be allowed")
    scene.person.look(window, "push-allow")
    scene.person.press(banners[0].findChildren(QPushButton)[0])
    scene.person.until(
        "The right to push",
        lambda: window.draft is not None and window.draft.plan.info.may_push,
    )
    expect(that=scene.stage.workspace.org().may_push, otherwise="The right to push was not kept")


def _banners(window: PushWindow) -> list[Banner]:
    return [banner for banner in window.findChildren(Banner) if banner.isVisible()]


def _said(window: PushWindow) -> str:
    """Return what the window complains of, "" while it does not."""
    return " ".join(f"{banner.title}. {banner.text}" for banner in _banners(window))


def _refused(window: PushWindow) -> str:
    return _said(window) if window.receipt is None else ""


def _read_back(scene: Scene, window: PushWindow, *, after: bool) -> list[str]:
    """Compare each sent field with Salesforce: as stored, or (after the undo) as before."""
    receipt, draft = window.receipt, window.draft
    if receipt is None or draft is None:
        raise StepFailed("There is no receipt")
    there = scene.stage.read_record(receipt.record_id)
    pairs = {change.field: change.pair for change in draft.plan.changes}
    for sent in receipt.sent:
        pair = pairs[sent.field]
        held = to_type(there.get(sent.field), FIELD_TYPES[pair.kind, pair.crm])
        wanted = sent.stored if after else sent.old
        expect(
            that=equal(held, wanted),
            otherwise=f"{sent.label} is {held} in Salesforce, not {wanted}",
        )
    return [sent.label for sent in receipt.sent]
