"""Pages that a person adds: files are read at once, addresses asked for one after the other beside it.

What becomes of each is told in words: read, worked in, in which story, or why not.
"""

from __future__ import annotations

import random
import time
from collections import deque
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from itertools import count
from pathlib import Path
from tempfile import TemporaryDirectory
from threading import Lock, Thread

from msgspec.structs import replace

from crosswire.config import Limits
from crosswire.errors import CrosswireError
from crosswire.records.base import Issue
from crosswire.records.page import Page
from crosswire.serve.add import patiently
from crosswire.serve.api.holdings import Holdings
from crosswire.serve.follow_door import fetcher_for, shelf_in
from crosswire.serve.view_words import line
from crosswire.sources import read_paths
from crosswire.sources.intake import fetched_page
from crosswire.sources.web import Fetcher
from crosswire.upkeep.desk import Desk

# What is told of what was added; older ones are in the archive, or were told why not.
TOLD = 200

# Pages of one dropped file (a WARC, JSON lines): a person watches, and the command line takes more.
PAGES = 2_000


@dataclass
class Job:
    """One file or address: what it is called, what became of it, and its pages."""

    name: str
    state: str = "waits for its turn"
    failed: bool = False
    pages: list[str] = field(default_factory=list)
    batch: int = 0


@dataclass(frozen=True)
class JobTold:
    """A job as the page tells it; `stories` are threads with their headlines."""

    name: str
    state: str
    failed: bool
    done: bool
    stories: list[tuple[int, str]]


class Adder:
    """Takes in what a person adds. Safe to use from many threads."""

    def __init__(self, holdings: Holdings, fetcher: Callable[[], Fetcher] | None = None) -> None:
        self._holdings = holdings
        self._fetcher = fetcher or (lambda: fetcher_for(()))
        self._jobs: deque[Job] = deque(maxlen=TOLD)
        self._lock = Lock()
        self._batches = count(1)
        self._waiting: deque[Job] = deque()
        self._asking = False

    def files(self, named: Sequence[tuple[str, bytes]]) -> int:
        """Reads files and keeps their pages; the number of the batch."""
        batch = next(self._batches)
        for name, body in named:
            job = self._job(name, batch)
            try:
                self._read(job, name, body)
            except CrosswireError as error:
                self._fail(job, str(error))
        return batch

    def text(self, page: Page) -> int:
        """Keeps a page that was pasted; the number of the batch."""
        batch = next(self._batches)
        job = self._job(page.source, batch)
        self._keep(job, page)
        return batch

    def address(self, address: str) -> int:
        """Asks for an address soon; the number of the batch."""
        batch = next(self._batches)
        job = self._job(address, batch)
        with self._lock:
            self._waiting.append(job)
            if not self._asking:
                self._asking = True
                Thread(target=self._ask, name="crosswire-adding", daemon=True).start()
        return batch

    def told(self, batch: int | None = None) -> list[JobTold]:
        """What was added, the last first; of one batch, or all."""
        with self._lock:
            jobs = [job for job in reversed(self._jobs) if batch in (None, job.batch)]
        with self._holdings.open() as shelf:
            desk = Desk(shelf)
            return [_told(desk, job) for job in jobs]

    def _job(self, name: str, batch: int) -> Job:
        job = Job(line(name, 200) or "without a name", batch=batch)
        with self._lock:
            self._jobs.append(job)
        return job

    def _read(self, job: Job, name: str, body: bytes) -> None:
        safe = (
            Path(name.replace("\\", "/")).name.lstrip(".").replace("\0", "")[-100:] or "page.html"
        )
        with TemporaryDirectory(prefix="crosswire-") as folder:
            file = Path(folder) / safe
            file.write_bytes(body)
            limits = Limits(pages=PAGES)
            for found in read_paths([str(file)], limits=limits):
                if isinstance(found, Issue):
                    job.state = line(found.message, 300)
                    continue
                lies = found.source.replace(str(file), safe)
                self._keep(job, replace(found, source=lies))
        if not job.pages:
            self._fail(job, job.state)

    def _keep(self, job: Job, page: Page) -> None:
        new = self._holdings.add(page)
        job.pages.append(page.id)
        job.state = "kept" if new else "was there already"

    def _fail(self, job: Job, why: str) -> None:
        job.failed, job.state = True, line(why, 300)

    def _ask(self) -> None:
        fetcher = self._fetcher()
        while True:
            with self._lock:
                if not self._waiting:
                    self._asking = False
                    return
                job = self._waiting.popleft()
            try:
                self._fetch(job, fetcher)
            except CrosswireError as error:
                self._fail(job, str(error))
            except Exception as error:  # the others must still be asked for, and the page tells
                self._fail(job, f"a fault of crosswire: {type(error).__name__}")

    def _fetch(self, job: Job, fetcher: Fetcher) -> None:
        job.state = "is being asked for"
        answer = patiently(lambda: fetcher.fetch(job.name), time.sleep, random.random)
        with shelf_in(self._holdings.path) as shelf:
            if answer.visit.outcome != "fetched":
                shelf.keep([*answer.also, answer.visit], [], [])
                hint = " It is no page: follow it." if answer.visit.error == "bad-type" else ""
                self._fail(job, f"{answer.visit.message}{hint}")
                return
            page = fetched_page(answer)
            shelf.keep([*answer.also, replace(answer.visit, page=page.id)], [], [])
        self._keep(job, page)


def _told(desk: Desk, job: Job) -> JobTold:
    """What became of a job's pages by now."""
    if job.failed:
        return JobTold(job.name, f"Not taken: {job.state}", failed=True, done=True, stories=[])
    if not job.pages:
        return JobTold(job.name, f"It {job.state}", failed=False, done=False, stories=[])
    run = desk.archive.connection.execute
    waiting = sum(
        run("SELECT count(*) FROM pages WHERE id = ? AND taken = 0", (page,)).fetchone()[0]
        for page in job.pages
    )
    many = len(job.pages)
    if waiting:
        told = f"{many - waiting} of {many} pages are worked in" if many > 1 else "is being read"
        return JobTold(job.name, told[0].upper() + told[1:], failed=False, done=False, stories=[])
    stories = _stories(desk, job.pages)
    told = f"{many} pages are worked in" if many > 1 else "Worked in"
    if job.state == "was there already":
        told = "Was there already"
    if not stories:
        return JobTold(
            job.name, f"{told}, but holds no article", failed=True, done=True, stories=[]
        )
    return JobTold(job.name, told, failed=False, done=True, stories=stories)


def _stories(desk: Desk, pages: Sequence[str]) -> list[tuple[int, str]]:
    """The threads that the articles of these pages are in."""
    homes: dict[int, str] = {}
    for page in pages[:TOLD]:
        for row in desk.articles.rows("WHERE page = ?", page):
            home = desk.threads.home(row.number)
            thread = desk.threads.thread(home) if home else None
            if thread is not None and thread.number not in homes and len(homes) < 5:
                telling = desk.threads.telling(thread.story) if thread.story else None
                homes[thread.number] = telling.told.headline if telling else ""
    return list(homes.items())
