"""Bring the team's own records in, look at every place, and at the dark look."""

from dataclasses import replace

from sfdesk.domain.records import Kind
from sfdesk.errors import SfdeskError
from sfdesk.gui.jobs import Lane
from sfdesk.gui.screens import Place
from sfdesk.gui.tour.report import expect
from sfdesk.gui.tour.scene import Scene


def load_crm(scene: Scene) -> dict[str, object]:
    """Load the CRM's records, as `sfdesk crm load` does, and tell the windows."""
    ended: list[object] = []
    failed: list[SfdeskError] = []
    scene.window.jobs.start(
        Lane.LOCAL, scene.stage.fill_crm, on_done=ended.append, on_error=failed.append
    )
    scene.person.until("The CRM's records", lambda: bool(ended or failed))
    if failed:
        raise failed[0]
    scene.window.state.report_crm()
    counts = {kind.value: len(scene.crm_records(kind)) for kind in Kind}
    expect(that=all(counts.values()), otherwise=f"The CRM holds {counts}")
    return {f"CRM {kind}s": number for kind, number in counts.items()}


def look_around(scene: Scene) -> dict[str, object]:
    """Home, an account with both sides, and the contacts."""
    person = scene.person
    scene.go_to(Place.HOME)
    person.settle()
    home = scene.stage.workspace.home()
    person.look(scene.window, "home")
    accounts = scene.records(Place.ACCOUNTS)
    every = len(accounts.model.rows)
    person.type(accounts.search, accounts.model.rows[3].name[:5])
    found = len(accounts.model.rows)
    expect(that=0 < found < every, otherwise=f"The search found {found} of {every} accounts")
    accounts.search.clear()
    person.pick(accounts.table, 3, 3)
    person.until("The account's fields", lambda: accounts.panel.fields.model().rowCount() > 0)
    person.look(scene.window, "accounts")
    contacts = scene.records(Place.CONTACTS)
    person.pick(contacts.table, 2, 2)
    person.until("The contact's fields", lambda: contacts.panel.fields.model().rowCount() > 0)
    person.look(scene.window, "contacts")
    expect(
        that=home.accounts == every,
        otherwise=f"Home counts {home.accounts} accounts, the list {every}",
    )
    return {"found by search": found, "accounts at Home": home.accounts}


def activity_and_settings(scene: Scene) -> dict[str, object]:
    """Every step that was taken has its line in Activity."""
    scene.go_to(Place.ACTIVITY)
    steps = scene.stage.workspace.activity()
    verbs = {step.verb.value for step in steps}
    scene.person.look(scene.window, "activity")
    expect(
        that={"decide", "import", "push"} <= verbs,
        otherwise=f"Activity knows only of {', '.join(sorted(verbs))}",
    )
    scene.go_to(Place.SETTINGS)
    scene.person.look(scene.window, "settings")
    return {"lines in activity": len(steps), "verbs": sorted(verbs)}


def dark(scene: Scene) -> dict[str, object]:
    """The same windows in the dark look; it is kept in the settings."""
    workspace, state = scene.stage.workspace, scene.window.state
    workspace.save_settings(replace(workspace.settings, look="dark"))
    state.report_settings()
    scene.records(Place.ACCOUNTS)
    scene.person.look(scene.window, "accounts-dark")
    scene.review()
    scene.person.look(scene.window, "review-dark")
    kept = workspace.settings.look
    expect(that=kept == "dark", otherwise=f"The look is {kept}")
    return {"look": kept}
