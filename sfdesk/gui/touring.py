"""The demo unattended: a practice org, an empty workspace, and the tour of the windows."""

from collections.abc import Mapping
from pathlib import Path

from sfdesk.demo import Demo
from sfdesk.domain.records import Kind
from sfdesk.gui import tour
from sfdesk.gui.tour.stage import Stage


def main(folder: Path) -> int:
    """Tour the windows, leave pictures and a report in `folder`; 0 if every step was verified."""
    with Demo() as demo:
        colleague = demo.somebody_else()

        def edit(record_id: str, fields: Mapping[str, object]) -> None:
            colleague.edit(_sobject(record_id), record_id, dict(fields))

        stage = Stage(
            workspace=demo.workspace,
            login=demo.address.login,
            client_id=demo.address.client_id,
            username=demo.user.username,
            password=demo.user.password,
            read_record=lambda record_id: colleague.read(_sobject(record_id), record_id),
            edit_as_somebody_else=edit,
            fill_crm=demo.fill_crm,
        )
        return tour.run(stage, folder)


def _sobject(record_id: str) -> str:
    kind = Kind.of_record_id(record_id)
    assert kind is not None, record_id
    return kind.sobject
