"""State: what is connected and what has just happened. Windows subscribe; none calls another."""

from collections.abc import Mapping

from PySide6.QtCore import QObject, Signal

from sfdesk.actions.match_requests import MatchReport
from sfdesk.actions.pushing import PushReceipt
from sfdesk.actions.syncing import SyncReport
from sfdesk.domain.orgs import OrgInfo
from sfdesk.domain.records import Kind


class State(QObject):
    """What the windows know together. Only the methods below change it, each with one signal."""

    org_changed = Signal(object)  # OrgInfo | None
    synced = Signal(object)  # SyncReport
    links_changed = Signal()
    imported = Signal()
    pushed = Signal(object)  # PushReceipt
    crm_changed = Signal()
    settings_changed = Signal()
    to_review_changed = Signal(int)
    matched = Signal(
        object, bool
    )  # MatchReport, whether more than the person's own decisions led to it
    calls_changed = Signal(object)  # int | None
    online_changed = Signal(object)  # bool | None

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._org: OrgInfo | None = None
        self._calls_left: int | None = None
        self._online: bool | None = None
        self._to_review: dict[Kind, int] = {}

    @property
    def org(self) -> OrgInfo | None:
        """The Salesforce on the screen, None before the first one is connected."""
        return self._org

    @property
    def calls_left(self) -> int | None:
        """The company's API calls left today as far as we heard, None while nobody knows."""
        return self._calls_left

    @property
    def online(self) -> bool | None:
        """Whether Salesforce answered when it was last asked, None before that."""
        return self._online

    def set_org(self, info: OrgInfo | None) -> None:
        """Another Salesforce is on the screen, or the same one with other rights."""
        if info is None or self._org is None or info.org_id != self._org.org_id:
            self.set_calls_left(None)
            self.set_online(online=None)
            self.set_to_review(dict.fromkeys(Kind, 0))
        self._org = info
        self.org_changed.emit(info)

    def set_calls_left(self, calls: int | None) -> None:
        """Salesforce said how many calls are left."""
        self._calls_left = calls
        self.calls_changed.emit(calls)

    def set_online(self, *, online: bool | None) -> None:
        """Salesforce answered, or could not be reached."""
        if online is not self._online:
            self._online = online
            self.online_changed.emit(online)

    def report_sync(self, report: SyncReport) -> None:
        """A refresh has ended well."""
        self.set_calls_left(report.calls_left)
        self.set_online(online=True)
        self.synced.emit(report)

    def report_links(self) -> None:
        """A decision was made or taken back."""
        self.links_changed.emit()

    def set_to_review(self, cases: Mapping[Kind, int]) -> None:
        """So many suggestions of these kinds wait for a person."""
        self._to_review.update(cases)
        self.to_review_changed.emit(sum(self._to_review.values()))

    def report_match(self, report: MatchReport, *, elsewhere: bool) -> None:
        """Suggestions are up to date; `elsewhere` means not only decisions made here led to it."""
        self.matched.emit(report, elsewhere)

    def report_import(self) -> None:
        """CRM records came from Salesforce, or an import was taken back."""
        self.imported.emit()

    def report_push(self, receipt: PushReceipt) -> None:
        """Fields went to Salesforce."""
        self.pushed.emit(receipt)

    def report_crm(self) -> None:
        """CRM records changed in another way: a file was loaded, another CRM was chosen."""
        self.crm_changed.emit()

    def report_settings(self) -> None:
        """A setting was changed and kept."""
        self.settings_changed.emit()
