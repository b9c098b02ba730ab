"""Jobs of both kinds: their states, where their files lie, and the threads that do the work."""

import logging
import tempfile
import threading
import time
from array import array
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from typing import Any

from sfdesk.practice.access import Person
from sfdesk.practice.org import Org
from sfdesk.practice.wire import Refusal

_log = logging.getLogger(__name__)
OVER = ("JobComplete", "Failed", "Aborted")


@dataclass(slots=True)
class Job:
    """One job. `starts` holds the byte at which each row of `results` begins, and the end."""

    id: str
    kind: str
    operation: str
    sobject: str
    person: Person
    version: str
    made: str
    state: str
    line_ending: str = "LF"
    delimiter: str = "COMMA"
    external_id: str | None = None
    statement: str = ""
    header: bytes = b""
    results: Path | None = None
    starts: "array[int]" = field(default_factory=lambda: array("q"))
    upload: bytes | None = None
    good: list[list[str]] = field(default_factory=list)
    bad: list[list[str]] = field(default_factory=list)
    left: list[list[str]] = field(default_factory=list)
    columns: list[str] = field(default_factory=list)
    error: str | None = None
    processed: int = 0
    began: float = 0.0
    spent: int = 0

    def shown(self, *, whole: bool = False) -> dict[str, Any]:
        """Return the job as the API shows it; `whole` adds what is known once it runs."""
        found: dict[str, Any] = {
            "id": self.id,
            "operation": self.operation,
            "object": self.sobject,
            "createdById": self.person.id,
            "createdDate": self.made,
            "systemModstamp": self.made,
            "state": self.state,
            "concurrencyMode": "Parallel",
            "contentType": "CSV",
            "apiVersion": float(self.version),
            "lineEnding": self.line_ending,
            "columnDelimiter": self.delimiter,
        }
        if self.kind == "ingest":
            found["contentUrl"] = f"services/data/v{self.version}/jobs/ingest/{self.id}/batches"
            if self.external_id:
                found["externalIdFieldName"] = self.external_id
        if whole:
            found.update(self._progress())
        return found

    def _progress(self) -> dict[str, Any]:
        found: dict[str, Any] = {
            "jobType": "V2Query" if self.kind == "query" else "V2Ingest",
            "retries": 0,
            "totalProcessingTime": self.spent,
            "numberRecordsProcessed": self.processed,
        }
        if self.kind == "query":
            found["isPkChunkingSupported"] = True
        else:
            found["numberRecordsFailed"] = len(self.bad)
            found["apiActiveProcessingTime"] = self.spent
            found["apexProcessingTime"] = 0
        if self.error:
            found["errorMessage"] = self.error
        return found


class Jobs:
    """Every job of an org. The state of a job changes under the org's lock only."""

    def __init__(self, org: Org) -> None:
        self._org = org
        self._jobs: dict[str, Job] = {}
        self._number = 0
        self._threads = ThreadPoolExecutor(2, thread_name_prefix="practice-bulk")
        self._folder: tempfile.TemporaryDirectory[str] | None = None
        self._closing = threading.Event()

    def close(self) -> None:
        """Stop the work that is under way and remove the results."""
        self._closing.set()
        self._threads.shutdown(wait=True, cancel_futures=True)
        if self._folder is not None:
            self._folder.cleanup()

    def next_id(self) -> str:
        """Return the id of a new job."""
        return self._org.next_id("750")

    def keep(self, job: Job) -> Job:
        """Take a new job in."""
        self._jobs[job.id] = job
        return job

    def all(self, kind: str) -> list[Job]:
        """Return the jobs of one kind, the newest last."""
        return [each for each in self._jobs.values() if each.kind == kind]

    def find(self, kind: str, job_id: str, version: str) -> Job:
        """Return a job; raise `Refusal` 404, or 409 when it was made with another version."""
        found = self._jobs.get(job_id) or self._jobs.get(job_id[:15])
        if found is None or found.kind != kind:
            raise Refusal(404, "NOT_FOUND", "The requested resource does not exist")
        if found.version != version:
            raise Refusal(
                409,
                "API_ERROR",
                f"The job was created with API version {found.version}; the same version has to "
                "be used with it",
            )
        return found

    def remove(self, job: Job) -> None:
        """Forget a job and its results."""
        self._jobs.pop(job.id, None)
        if job.results is not None:
            job.results.unlink(missing_ok=True)

    def file(self, job: Job) -> Path:
        """Return where the results of a job are kept."""
        if self._folder is None:
            self._folder = tempfile.TemporaryDirectory(prefix="practice-bulk-")
        return Path(self._folder.name) / f"{job.id}.csv"

    def start(self, job: Job, work: Callable[[Job], None]) -> None:
        """Let a thread do the work of a job after the time that the org takes for it."""
        running = self._threads.submit(self._run, job, work)
        running.add_done_callback(partial(self._ended, job))

    def _ended(self, job: Job, running: "Future[None]") -> None:
        """Let no job hang that failed for a reason of this server's own."""
        if not running.cancelled() and running.exception() is not None:
            _log.error("job %s failed", job.id, exc_info=running.exception())
            job.state, job.error = "Failed", "InternalServerError"

    def wanted(self, job: Job) -> bool:
        """Tell whether the work of a job shall go on."""
        return not self._closing.is_set() and job.state == "InProgress"

    def _run(self, job: Job, work: Callable[[Job], None]) -> None:
        self._closing.wait(self._org.switches.bulk_seconds)
        with self._org.lock:
            if job.state != "UploadComplete" or self._closing.is_set():
                return
            job.state = "InProgress"
            job.began = time.monotonic()
        try:
            work(job)
            state = "JobComplete"
        except Refusal as refused:
            state, job.error = "Failed", refused.message
        with self._org.lock:
            job.spent = int((time.monotonic() - job.began) * 1000)
            if job.state == "InProgress":
                job.state = state
