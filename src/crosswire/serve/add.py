"""What `crosswire add` does: pages of files and addresses go into an archive, once each.

Files are streamed, so that a folder of WARC files of any size goes through; what was read is kept
every few hundred pages. Killed and run again, it adds what is missing.
"""

from __future__ import annotations

import random
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from itertools import islice
from pathlib import Path

from msgspec.structs import replace

from crosswire.config import Limits
from crosswire.errors import BadInput, InputError, NothingToRead
from crosswire.records.base import Issue
from crosswire.records.page import Page
from crosswire.serve.follow_door import Say, fetcher_for, is_address, plural, shelf_in
from crosswire.serve.follow_work import Worker
from crosswire.serve.progress import Tell, progress_bar
from crosswire.sources import read_paths
from crosswire.sources.intake import fetched_page
from crosswire.sources.pace import Pace, back_off
from crosswire.sources.web import Answer, Fetcher
from crosswire.store.following import Following

BATCH = 200  # pages and issues kept at once; with fewer, cores wait for one another
TRIES = 3  # for an address that fails in a way that may pass; a person waits for it
TOLD = 20  # issues told one by one

# Only ids are held in memory here, not the pages: a million of them take 200 MB.
STREAM = Limits(pages=10_000_000, total_bytes=10_000_000_000_000, pile_bytes=50_000_000_000)


def run_add(
    things: Sequence[str], archive: Path, allow: Sequence[str], workers: int | None, say: Say
) -> int:
    """Adds pages and says how many; gives back the exit status. Raises CrosswireError.

    When none of what was named could be read, raises NothingToRead or BadInput.
    """
    if not things:
        raise BadInput("nothing was named. Try: crosswire add pages/ --archive desk.db")
    paths = [thing for thing in things if not is_address(thing)]
    addresses = [thing for thing in things if is_address(thing)]
    tally = _Tally(say)
    with shelf_in(archive) as shelf, progress_bar() as tell:
        worker = Worker(shelf.archive, say, workers)
        if paths:
            _add_files(paths, worker, tally, tell)
        fetch = fetcher_for(allow) if addresses else None
        for address in addresses:
            assert fetch is not None
            _add_address(address, fetch, shelf, worker, tally)
    tally.report()
    return 0


class _Tally:
    """What was read and what was not."""

    def __init__(self, say: Say) -> None:
        self._say = say
        self.read = self.new = 0
        self.missed: list[str] = []

    def miss(self, line: str) -> None:
        """Something could not be read; the first ones are told."""
        self.missed.append(line)
        if len(self.missed) <= TOLD:
            self._say(line)

    def report(self) -> None:
        """Says what came of it; NothingToRead when nothing did."""
        if not self.read:
            raise NothingToRead("no page was added.")
        there = self.read - self.new
        known = f", {there} there already" if there > 0 else ""
        missed = f", {len(self.missed)} not read" if self.missed else ""
        self._say(f"{plural(self.new, 'page')} added{known}{missed}.")


def _add_files(paths: Sequence[str], worker: Worker, tally: _Tally, tell: Tell | None) -> None:
    stdin = sys.stdin.buffer if sys.stdin else None
    found = _told(read_paths(paths, stdin=stdin, limits=STREAM), tally)
    while batch := list(islice(found, BATCH)):
        pages = [one for one in batch if isinstance(one, Page)]
        issues = [one for one in batch if isinstance(one, Issue)]
        tally.new += worker.add(pages, issues, tell)
        tally.read += len(pages)


def _told(found: Iterator[Page | Issue], tally: _Tally) -> Iterator[Page | Issue]:
    """All that is found; what was skipped is told on the way, that there was nothing at the end."""
    try:
        for one in found:
            if isinstance(one, Issue) and one.severity == "skipped":
                tally.miss(f"{one.about}: {one.message} {one.advice}")
            yield one
    except InputError as error:
        if not tally.missed:
            tally.miss(str(error))


def _add_address(
    address: str, fetch: Fetcher, shelf: Following, worker: Worker, tally: _Tally
) -> None:
    answer = patiently(lambda: fetch.fetch(address), time.sleep, random.random)
    if answer.visit.outcome != "fetched":
        shelf.keep([*answer.also, answer.visit], [], [])
        hint = " Is it a feed? Then: crosswire follow." if answer.visit.error == "bad-type" else ""
        tally.miss(f"{address}: {answer.visit.message}{hint}")
        return
    page = fetched_page(answer)
    before = shelf.archive.count("pages")
    shelf.keep([*answer.also, replace(answer.visit, page=page.id)], [page], [])
    tally.read += 1
    tally.new += shelf.archive.count("pages") - before
    worker.work_in()


def patiently(
    fetch: Callable[[], Answer], sleep: Callable[[float], None], chance: Callable[[], float]
) -> Answer:
    """The answer, asked for again after a while where it failed in a way that may pass."""
    answer = fetch()
    short = Pace(fail_first=2.0, fail_most=20.0)
    for failures in range(1, TRIES):
        if answer.visit.outcome != "failed" or answer.visit.error in {"tls", "unknown-host"}:
            break
        sleep(back_off(failures, answer.visit.retry_after, chance(), short))
        answer = fetch()
    return answer
