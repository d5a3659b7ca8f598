"""Watching: what is due is asked, what came is kept, until someone stops it.

    1. the lease says that nobody else watches this store
    2. rows that are due are given to the crew, one at a time for each host
    3. what came back is laid out (intake.py) and kept in one transaction
    4. new pages are worked in, by whoever was handed in for it
    5. sleep until the next row is due

Killed anywhere, it has lost nothing: what was not kept is still due. A full disk or a locked store is
waited for, with the answer in hand.
"""

from __future__ import annotations

import os
import random
import socket
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from functools import partial
from typing import TypeVar

import msgspec

from crosswire.errors import ArchiveError, CrosswireError, InputError
from crosswire.records.fetch import Followed, Visit
from crosswire.sources.crew import Crew
from crosswire.sources.heads import Want
from crosswire.sources.intake import Desk, Intake, failed, page_intake
from crosswire.sources.intake_lists import list_intake
from crosswire.sources.pace import Pace
from crosswire.sources.shelf import Shelf
from crosswire.sources.turns import LONGEST_WAIT
from crosswire.sources.web import Answer, Fetcher, moment

T = TypeVar("T")

LEASE_SECONDS = (
    300.0  # longer than any one request with its turn; after a crash elsewhere, the wait
)
LOOKS = (200, 1_600, 12_800)  # rows looked at to find hosts that are free
LONGEST_SLEEP = 30.0  # so that rows added by another process are seen
AT_ONCE = 16  # pages worked in together, when more is coming in: stories they share are told once
TROUBLE_FIRST, TROUBLE_MOST = 1.0, 60.0  # seconds between tries while the store cannot be written


class Stop:
    """Says when to stop, and sleeps until then."""

    def __init__(self, sleep: Callable[[float], None] = time.sleep) -> None:
        self.wanted = False
        self._sleep = sleep

    def pause(self, seconds: float) -> None:
        """Sleeps, in steps short enough to notice that a stop is wanted."""
        left = seconds
        while left > 0 and not self.wanted:
            step = min(left, 0.5)
            self._sleep(step)
            left -= step


@dataclass
class Tally:
    """What a watch did so far."""

    visits: int = 0
    pages: int = 0
    unchanged: int = 0
    failed: int = 0


@dataclass(frozen=True)
class Habits:
    """How to watch. `patience` is how long (seconds) a store that cannot be written is waited for."""

    pace: Pace = field(default_factory=Pace)
    workers: int = 8
    patience: float = float("inf")


@dataclass(frozen=True)
class Hooks:
    """What is called on the way: `tell` with each visit, `say` with trouble, `work_in` when pages
    were kept."""

    tell: Callable[[Followed, Intake], None] = lambda _row, _intake: None
    say: Callable[[str], None] = lambda _line: None
    work_in: Callable[[], None] = lambda: None


class Watch:
    """One watcher of one store. `run` does the work; `stop.wanted` ends it."""

    def __init__(
        self,
        shelf: Shelf,
        fetcher: Fetcher,
        habits: Habits | None = None,
        hooks: Hooks | None = None,
        *,
        stop: Stop | None = None,
        now: Callable[[], datetime] = lambda: datetime.now(UTC),
        chance: Callable[[], float] = random.random,
    ) -> None:
        self._shelf, self._fetcher = shelf, fetcher
        self._habits, self._hooks = habits or Habits(), hooks or Hooks()
        self._stop, self._now, self._chance = stop or Stop(), now, chance
        self._holder = holder()
        self._leased_until: datetime | None = None
        self._waiting = 0
        self.tally = Tally()

    def run(self, *, once: bool = False) -> Tally:
        """Watches until stopped; with `once` until nothing is due any more.

        Raises InputError where another watches this store already, and ArchiveError where it cannot
        be written for longer than the patience.
        """
        crew: Crew[tuple[Followed, Answer]] = Crew(self._habits.workers)
        try:
            while not self._stop.wanted:
                self._patiently(self._renew)
                waiting = self._fill(crew)
                if crew.busy:
                    self._take(crew)
                elif self._waiting:
                    self._work_in()
                elif waiting is not None and not (once and waiting > LONGEST_WAIT):
                    self._stop.pause(min(waiting, LONGEST_SLEEP))
                elif once:
                    break
                else:
                    self._stop.pause(self._sleep())
        finally:
            crew.dismiss()
            self._give_back()
        return self.tally

    def _fill(self, crew: Crew[tuple[Followed, Answer]]) -> float | None:
        """Gives due rows of free hosts to the crew; seconds until a host is free, null if none is
        waited for."""
        waits: list[float] = []
        for limit in LOOKS:
            look = partial(self._shelf.due, moment(self._now()), limit)
            rows = self._patiently(look) or []
            waits = [self._begin(crew, row) for row in rows if len(crew.busy) < crew.workers]
            if crew.busy or len(rows) < limit:
                break
        return min(waits, default=None)

    def _begin(self, crew: Crew[tuple[Followed, Answer]], row: Followed) -> float:
        """Begins to fetch, where the host is free; else seconds until it is."""
        wait = self._fetcher.wait(row.host)
        if wait <= 0 and row.host not in crew.busy:
            crew.begin(row.host, lambda: (row, self._fetch(row)))
        return wait

    def _fetch(self, row: Followed) -> Answer:
        want: Want = "page" if row.kind == "page" else "feed"
        try:
            return self._fetcher.fetch(row.address, want, etag=row.etag, modified=row.modified)
        except Exception as error:  # a fault of ours must not end a watch of months
            return Answer(self._fault(row, error))

    def _fault(self, row: Followed, error: Exception) -> Visit:
        """A visit that failed for a fault of this program, which is told."""
        told = f"unexpected failure, which is a fault of crosswire: {type(error).__name__}: {error}"
        self._hooks.say(f"{row.address}: {told}")
        at = moment(self._now())
        return Visit.make(row.address, at, "failed", error="fault", message=told[:500])

    def _take(self, crew: Crew[tuple[Followed, Answer]]) -> None:
        """Keeps what came back, or waits a little for it."""
        came = crew.take(0.5)
        if came is None:
            return
        row, answer = came
        desk = Desk(self._now(), self._chance, self._habits.pace, self._shelf.followed_at)
        intake = self._patiently(lambda: self._kept(row, answer, desk))
        if intake is None:
            return
        self._count(intake)
        self._hooks.tell(row, intake)
        self._waiting += len(intake.pages)
        if self._waiting >= AT_ONCE:
            self._work_in()

    def _work_in(self) -> None:
        """Has the pages worked in that came since; the crew goes on fetching meanwhile."""
        if self._waiting:
            self._waiting = 0
            self._patiently(self._hooks.work_in)

    def _kept(self, row: Followed, answer: Answer, desk: Desk) -> Intake:
        """The intake, kept. A row that was unfollowed while it was fetched stays so."""
        row = self._shelf.followed_at([row.address]).get(row.address, row)
        brought = page_intake if row.kind == "page" else list_intake
        try:
            intake = brought(row, answer, desk)
        except CrosswireError:
            raise
        except Exception as error:  # as in _fetch
            visit = self._fault(row, error)
            intake = Intake(visit, rows=[failed(row, visit, desk)])
        if row.next_at is None:
            intake.rows = [
                msgspec.structs.replace(one, next_at=None)
                for one in intake.rows
                if one.address == row.address
            ]
        self._shelf.keep([*answer.also, intake.visit], intake.pages, intake.rows)
        return intake

    def _count(self, intake: Intake) -> None:
        tally, outcome = self.tally, intake.visit.outcome
        tally.visits += 1
        tally.pages += len(intake.pages)
        tally.unchanged += outcome == "unchanged"
        tally.failed += outcome in {"failed", "refused", "gone"}

    def _patiently(self, work: Callable[[], T]) -> T | None:
        """Does it, again and again while the store cannot; null when stopped meanwhile."""
        wait, waited = TROUBLE_FIRST, 0.0
        while True:
            try:
                return work()
            except ArchiveError as error:
                if waited >= self._habits.patience:
                    raise
                if not waited:
                    self._hooks.say(f"{error} Waiting until it can be used again.")
                self._stop.pause(wait)
                waited += wait
                wait = min(2 * wait, TROUBLE_MOST)
                if self._stop.wanted:
                    return None

    def _renew(self) -> None:
        """Takes the lease, or takes it again when a third of it is over or the clock went back."""
        now, third = self._now(), timedelta(seconds=LEASE_SECONDS / 3)
        until = self._leased_until
        if until is not None and now < until - 2 * third and now > until - 4 * third:
            return
        ends = now + 3 * third
        has = self._shelf.take_lease(self._holder, moment(now), moment(ends), is_gone)
        if has != self._holder:
            raise InputError(
                f"Another crosswire watches this archive already ({has}). Stop it, or wait until "
                f"its lease runs out ({LEASE_SECONDS / 60:.0f} minutes)."
            )
        self._leased_until = ends

    def _give_back(self) -> None:
        """Drops the lease; where that fails it runs out by itself."""
        if self._leased_until is None:
            return
        try:
            self._shelf.drop_lease(self._holder)
        except ArchiveError as error:
            self._hooks.say(f"{error} The lease on it runs out by itself.")

    def _sleep(self) -> float:
        """Seconds until the next row is due, at most half a minute."""
        due = self._patiently(self._shelf.next_due)
        if due is None:
            return LONGEST_SLEEP
        left = (datetime.fromisoformat(due) - self._now()).total_seconds()
        return min(max(left, 0.1), LONGEST_SLEEP)


def holder() -> str:
    """Who this process is: machine, process, and when it came to watch."""
    return f"{socket.gethostname()}:{os.getpid()}:{time.time_ns()}"


def is_gone(other: str) -> bool:
    """Is the holder of a lease a process of this machine that lives no more?"""
    machine, _, rest = other.partition(":")
    process = rest.partition(":")[0]
    if machine != socket.gethostname() or not process.isdigit() or os.name != "posix":
        return False
    try:
        os.kill(int(process), 0)
    except ProcessLookupError:
        return True
    except (PermissionError, OverflowError):
        return False
    return int(process) == os.getpid()  # a watch of this very process that did not give it back
