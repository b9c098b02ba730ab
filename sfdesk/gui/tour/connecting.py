"""First run, the wizard from Where to Choose, and the first refresh."""

from time import perf_counter

from sfdesk.domain.orgs import Scope
from sfdesk.domain.records import Kind
from sfdesk.errors import SfdeskError
from sfdesk.gui.accounts.screen import RecordsScreen
from sfdesk.gui.connect.wizard import ConnectWizard
from sfdesk.gui.jobs import Lane
from sfdesk.gui.screens import Place
from sfdesk.gui.tour import signing_in
from sfdesk.gui.tour.report import StepFailed, expect
from sfdesk.gui.tour.scene import Scene

_SAMPLE = 5


def first_run(scene: Scene) -> dict[str, object]:
    """Nothing is connected: the window offers to connect."""
    window, person = scene.window, scene.person
    person.until("The first window", window.first_run.isVisible)
    person.look(window, "first-run")
    known = scene.stage.workspace.orgs()
    expect(that=not known, otherwise="A Salesforce is connected before anybody connected one")
    return {"connected": len(known)}


def connect(scene: Scene) -> dict[str, object]:
    """Through the wizard to the first account on the screen, with the sign-in in a browser."""
    person = scene.person
    clicks, began = person.clicks, perf_counter()
    person.press(scene.window.first_run.connect_button)
    wizard = scene.window.window_called("connect")
    if not isinstance(wizard, ConnectWizard):
        raise StepFailed("The wizard did not open")
    person.type(wizard.where.address, scene.stage.login)
    person.type(wizard.where.client_id, scene.stage.client_id)
    person.look(wizard, "connect-where")
    person.press(wizard.go)
    person.until("The sign-in address", lambda: bool(scene.asked))
    person.look(wizard, "connect-sign-in")
    _sign_in(scene)
    person.until("The check", lambda: wizard.page is not wizard.sign_in)
    expect(that=wizard.page is wizard.check, otherwise="The sign-in ended on a problem")
    person.until("The end of the check", wizard.go.isEnabled)
    person.look(wizard, "connect-check")
    person.press(wizard.go)
    _choose_everything(scene, wizard)
    arriving = perf_counter()
    _first_account(scene)
    ended = perf_counter()
    info = scene.stage.workspace.org()
    expect(that=info.signed_in, otherwise="The sign-in was not kept")
    expect(
        that=info.username == scene.stage.username,
        otherwise=f"Signed in as {info.username} instead of {scene.stage.username}",
    )
    return {
        "org": info.org_name,
        "user": info.username,
        "browser": scene.sign_in,
        "clicks in the window": person.clicks - clicks,
        "seconds to the first account": round(ended - began, 2),
        "of these after Start": round(ended - arriving, 2),
    }


def _choose_everything(scene: Scene, wizard: ConnectWizard) -> None:
    person = scene.person
    person.until("The choice", lambda: wizard.page is wizard.choose)
    person.press(wizard.choose.buttons[Scope.ALL])
    person.look(wizard, "connect-choose")
    person.press(wizard.go)
    person.until("The connected window", lambda: scene.window.state.org is not None)


def _first_account(scene: Scene) -> None:
    screen = scene.window.screen_of(Place.ACCOUNTS)
    if not isinstance(screen, RecordsScreen):
        raise StepFailed("Accounts shows no list")
    scene.person.until("The first account", lambda: bool(screen.isVisible() and screen.model.rows))


def _sign_in(scene: Scene) -> None:
    """Let the browser work on a lane of its own while the window waits."""
    program = signing_in.browser()
    address, stage = scene.asked[-1], scene.stage
    picture = scene.person.next_picture("browser-allow") if program else None
    ended: list[str] = []
    failed: list[SfdeskError] = []
    scene.window.jobs.start(
        Lane.LOCAL,
        lambda _ticket: (
            signing_in.by_browser(program, address, stage, picture)
            if picture is not None
            else signing_in.by_forms(address, stage)
        ),
        on_done=ended.append,
        on_error=failed.append,
    )
    scene.person.until("The end of the sign-in pages", lambda: bool(ended or failed))
    if failed:
        raise failed[0]
    scene.sign_in = ended[0]


def sync(scene: Scene) -> dict[str, object]:
    """Wait for the refresh that the wizard starts; compare what arrived with the source."""
    runs = scene.window.refresher
    scene.person.until("The end of the refresh", lambda: runs.last is not None, seconds=120)
    screen = scene.records(Place.ACCOUNTS)
    workspace = scene.stage.workspace
    accounts, contacts = workspace.rows(Kind.ACCOUNT), workspace.rows(Kind.CONTACT)
    expect(that=bool(accounts and contacts), otherwise="The refresh brought nothing")
    scene.person.until("All rows", lambda: len(screen.model.rows) == len(accounts))
    for row in (*accounts[:_SAMPLE], *contacts[:_SAMPLE]):
        there = scene.stage.read_record(row.record_id)
        expect(
            that=there["Name"] == row.name,
            otherwise=f"{row.record_id} is {there['Name']} in Salesforce and {row.name} here",
        )
    return {
        "accounts": len(accounts),
        "contacts": len(contacts),
        "records read back": 2 * _SAMPLE,
    }
