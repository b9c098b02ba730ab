"""Decide suggestions by key, one taken back and said again; then the certain ones together."""

from PySide6.QtCore import Qt

from sfdesk.domain.links import Outcome
from sfdesk.domain.matching import Band
from sfdesk.domain.records import Kind
from sfdesk.gui.review.screen import ReviewScreen
from sfdesk.gui.review.walk import Show, Walk
from sfdesk.gui.tour.report import StepFailed, expect
from sfdesk.gui.tour.scene import Scene

_CASES = 10
_CONTROL = Qt.KeyboardModifier.ControlModifier
_KEYS = {
    Outcome.LINK: Qt.Key.Key_Y,
    Outcome.NOT_SAME: Qt.Key.Key_N,
    Outcome.LATER: Qt.Key.Key_L,
}


def by_key(scene: Scene) -> dict[str, object]:
    """Likely and possible cases, each with the key that a careful person would press."""
    screen, person = scene.review(), scene.person
    walk = _walk(screen)
    person.look(scene.window, "review")
    if walk.count(Show.LIKELY):
        screen.toolbar.shows.choose(Show.LIKELY)
    person.look(scene.window, "review-likely")
    before = len(scene.links())
    for _n in range(_CASES):
        if walk.case is None:
            screen.toolbar.shows.choose(Show.ALL)
        if walk.case is None:
            break
        person.key(screen.view, _KEYS[_opinion(walk)])
    _stored(scene, screen)
    _undo_and_redo(scene, screen)
    person.look(scene.window, "review-decided")
    return {"decided": _as_said(scene, walk), "links before": before, "links": len(scene.links())}


def in_bulk(scene: Scene) -> dict[str, object]:
    """Look at the sample, then accept what is certain as one step."""
    screen, person = scene.review(), scene.person
    screen.toolbar.shows.choose(Show.ALL)
    walk = _walk(screen)
    wanted = {(c.crm.id, c.options[0].record.id) for c in walk.certain()}
    expect(that=len(wanted) > 1, otherwise="There are no certain suggestions to accept together")
    person.press(screen.toolbar.bulk_button)
    sample = len(screen.pages.bulk.sample.looked_at)
    for n in range(sample):
        person.key(screen.pages.bulk.table, Qt.Key.Key_Y)
        if n == sample // 2:
            person.look(scene.window, "review-sample")
    person.press(screen.pages.bulk.accept)
    _stored(scene, screen)
    links = {(link.crm_id, link.record_id) for link in scene.links().values()}
    missing = wanted - links
    expect(that=not missing, otherwise=f"{len(missing)} of {len(wanted)} links are not in the CRM")
    _as_said(scene, walk)
    person.look(scene.window, "review-accepted")
    return {"looked at": sample, "accepted": len(wanted), "links": len(links)}


def _walk(screen: ReviewScreen) -> Walk:
    if screen.walk is None or screen.walk.case is None:
        raise StepFailed("There is nothing to review")
    return screen.walk


def _opinion(walk: Walk) -> Outcome:
    """Say what the case on the screen deserves: doubts are put aside, the unlikely refused."""
    case, option = walk.case, walk.chosen
    if case is None or option is None or case.rivals or case.warning:
        return Outcome.LATER
    possible = option.brief.band is Band.POSSIBLE
    return Outcome.NOT_SAME if possible else Outcome.LINK


def _undo_and_redo(scene: Scene, screen: ReviewScreen) -> None:
    walk = screen.walk
    if walk is None or not walk.steps:
        raise StepFailed("Nothing was decided")
    last = walk.steps[-1].said[0]
    scene.person.key(screen, Qt.Key.Key_Z, _CONTROL)
    _stored(scene, screen)
    expect(
        that=(last.crm_id, last.record_id) not in _decisions(scene),
        otherwise="A decision that was taken back is still in the CRM",
    )
    scene.person.key(screen, Qt.Key.Key_Y, _CONTROL)
    _stored(scene, screen)


def _stored(scene: Scene, screen: ReviewScreen) -> None:
    scene.person.until("The CRM to keep the decisions", lambda: screen.storing.waiting == 0)


def _as_said(scene: Scene, walk: Walk) -> int:
    """Compare the CRM with everything that was said; return how many pairs that is."""
    kept = _decisions(scene)
    said = [one for step in walk.steps for one in step.said]
    expect(that=bool(said), otherwise="Nothing was decided")
    for one in said:
        outcome = kept.get((one.crm_id, one.record_id))
        expect(
            that=outcome is one.outcome,
            otherwise=f"{one.crm_id} was to be {one.outcome}, the CRM says {outcome}",
        )
    return len(said)


def _decisions(scene: Scene) -> dict[tuple[str, str], Outcome]:
    with scene.stage.workspace.crm() as crm:
        made = crm.decisions(scene.org.org_id, Kind.ACCOUNT)
    return {(d.crm_id, d.record_id): d.outcome for d in made}
