"""Every failure that is expected, with a title and a way on. Whatever is not in this tree is a bug.

    SfdeskError
    +-- InputError            what was typed, pasted or loaded cannot be used
    |   +-- UnknownId         no such org, record, batch or field
    +-- ConnectError          the sign-in did not come about (`code` is E1 to E30)
    |   +-- SignInNeeded      it did once and does no longer: a person has to sign in again
    |   +-- VaultError        the keyring cannot keep or give the sign-in
    +-- OrgError              Salesforce did not do what was asked
    |   +-- OrgUnreachable    no answer, or one that is not Salesforce's
    |   +-- OrgRefused        an answer with an errorCode
    |   |   +-- RecordGone    the record was deleted, purged, merged or hidden
    |   |   +-- RecordLocked  somebody else is saving it
    |   +-- LimitReached      the company's calls for today are used up
    |   +-- ListViewUnusable  the list view that says which accounts to keep is gone or closed
    +-- StoreError            the cache or the CRM cannot be read or written
    |   +-- StoreBusy         somebody else is writing and did not stop in time
    |   +-- StoreDamaged      the file is not a database any more
    |   +-- StoreTooNew       a newer SFDesk wrote it
    |   +-- StoreUnreachable  the file or server is not there, or lets nobody in
    |   +-- DiskFull          there is no room left
    +-- SettingsError         the settings file holds something that cannot be used
    +-- WorkerDied            the process that does the long work was ended from outside

`Cancelled` stands beside the tree: it is not a failure but an answer to a wish.
"""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, repr=False)
class Secret:
    """A token, code or verifier that must not be seen; `reveal()` is the only way to its text."""

    _text: str

    def reveal(self) -> str:
        """Return the text itself. Call it as late as possible and keep the result nowhere."""
        return self._text

    def __repr__(self) -> str:
        return "***"

    __str__ = __repr__

    def __bool__(self) -> bool:
        return bool(self._text)


class Cancelled(Exception):
    """The person asked for the work to stop, and it stopped at a safe place."""

    exit_code = 1


class SfdeskError(Exception):
    """A known failure: `title` says what happened, `hint` what it means and what to do.

    `retry` is true when the same call may work later without any change, and not before `wait`
    seconds have passed. `code` names the case in the help pages. `details` is technical text for
    an admin; it never holds a secret.
    """

    exit_code = 1

    def __init__(
        self,
        title: str,
        hint: str,
        *,
        retry: bool = False,
        wait: float = 0.0,
        code: str = "",
        details: str = "",
    ) -> None:
        super().__init__(title)
        self.title = title
        self.hint = hint
        self.retry = retry
        self.wait = wait
        self.code = code
        self.details = details

    def __str__(self) -> str:
        return f"{self.title}. {self.hint}"


class InputError(SfdeskError):
    """What was typed, pasted or loaded cannot be used."""


class UnknownId(InputError):
    """No such org, record, batch or field."""


class ConnectError(SfdeskError):
    """The sign-in did not come about."""


class SignInNeeded(ConnectError):
    """The sign-in is no longer valid; only a person can renew it."""

    exit_code = 3


class VaultError(ConnectError):
    """The keyring cannot keep or give the sign-in."""


class OrgError(SfdeskError):
    """Salesforce did not do what was asked."""


class OrgUnreachable(OrgError):
    """No answer, or one that is not Salesforce's."""


@dataclass(frozen=True, slots=True)
class Refusal:
    """One thing that Salesforce refused. `field` is its API name, "" for the record as a whole.

    `code` and `message` are Salesforce's (the message in the person's language), `words` ours.
    `others` are ids of records that it is about; `may_save` says that a duplicate may be saved all
    the same.
    """

    code: str
    field: str
    message: str
    words: str = ""
    others: tuple[str, ...] = ()
    may_save: bool = False


class OrgRefused(OrgError):
    """Salesforce answered with an errorCode; `code` holds it, `fields` the fields it names.

    `refusals` has one entry per reason and field.
    """

    def __init__(
        self,
        title: str,
        hint: str,
        *,
        retry: bool = False,
        code: str = "",
        details: str = "",
        fields: tuple[str, ...] = (),
        refusals: tuple[Refusal, ...] = (),
    ) -> None:
        super().__init__(title, hint, retry=retry, code=code, details=details)
        self.fields = fields
        self.refusals = refusals


class RecordGone(OrgRefused):
    """The record was deleted, purged, merged or hidden from this user."""


class RecordLocked(OrgRefused):
    """Somebody else is saving the record."""


class LimitReached(OrgError):
    """The company's calls for today are used up."""


class ListViewUnusable(OrgError):
    """The list view that says which accounts to keep is gone, closed, or no query can say it."""


class StoreError(SfdeskError):
    """The cache or the CRM cannot be read or written."""


class StoreBusy(StoreError):
    """Somebody else is writing and did not stop in time."""


class StoreDamaged(StoreError):
    """The file is not a database any more."""


class StoreTooNew(StoreError):
    """A newer SFDesk wrote it."""


class StoreUnreachable(StoreError):
    """The file or server is not there, or lets nobody in."""


class DiskFull(StoreError):
    """There is no room left."""


class SettingsError(SfdeskError):
    """The settings file holds something that cannot be used."""


class WorkerDied(SfdeskError):
    """The process that does the long work was ended from outside, and its replacement too."""
