"""The soak: an hour of news in minutes, with kill -9 at random points, against one batch.

    python -m benchmarks.soak [--pages 2000] [--feeds 40] [--kills 100] [--seed 7]

A server tells 40 feeds of 2,000 pages minute by minute; a watch follows them with a clock that stands
still until all that is due was done. Its process is killed again and again while it fetches, keeps,
works in and settles. In the end every page the server ever told must be there, none twice, and the
brief of the archive must be, byte for byte, that of its pages as one pile.

    kills 100 · lost 0 · doubled 0 · same as one batch: yes
"""

from __future__ import annotations

import argparse
import os
import random
import signal
import sys
import tempfile
import time
import traceback
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from multiprocessing.sharedctypes import Synchronized
from pathlib import Path

from benchmarks.soak_wire import HOUR, MENDED_AFTER, START, Wire, host, make_wire, serving
from crosswire.pipeline import brief_pages
from crosswire.records.base import encode
from crosswire.records.brief import Brief
from crosswire.records.page import Page
from crosswire.serve.follow_work import Worker
from crosswire.sources.gate import Gate
from crosswire.sources.intake import Desk, new_row
from crosswire.sources.pace import Pace
from crosswire.sources.said import hash_of
from crosswire.sources.turns import Turns
from crosswire.sources.watch import Habits, Hooks, Stop, Watch
from crosswire.sources.web import Fetcher
from crosswire.store.archive import open_archive
from crosswire.store.following import Following
from crosswire.upkeep import brief_of, settle

PACE = Pace()
SETTLING = 0.15  # share of the kills that are kept for the time when the archive is settled


@dataclass(frozen=True)
class Verdict:
    """What came of it."""

    kills: int
    lost: int
    doubled: int
    same: bool

    @property
    def fine(self) -> bool:
        """Is the archive what it should be?"""
        return not self.lost and not self.doubled and self.same

    def line(self) -> str:
        """The one line."""
        same = "yes" if self.same else "no"
        return (
            f"kills {self.kills} · lost {self.lost} · doubled {self.doubled} · "
            f"same as one batch: {same}"
        )


class Soak:
    """One soak in one folder."""

    def __init__(self, wire: Wire, archive: Path, port: int, minute: Synchronized[int]) -> None:
        self.wire, self.archive, self.port, self.minute = wire, archive, port, minute

    def address(self, feed: int, path: str) -> str:
        """The address of a path of a feed's host."""
        return f"http://{host(feed)}:{self.port}{path}"

    def now(self) -> datetime:
        """The time of day, which stands still until it is set on."""
        return START + timedelta(minutes=self.minute.value)

    def follow(self) -> None:
        """Follows all feeds."""
        with open_archive(self.archive) as archive:
            shelf = Following(archive)
            desk = Desk(self.now(), lambda: 0.5, PACE, shelf.followed_at)
            feeds = range(len(self.wire.feeds))
            shelf.follow([new_row(self.address(feed, "/rss"), "feed", desk) for feed in feeds])

    def watch(self) -> None:
        """Does all that is due now, as `crosswire watch --once` does."""
        names = [f"{host(feed)}:{self.port}" for feed in range(len(self.wire.feeds))]
        fetcher = Fetcher(
            Gate(names, lambda _host, _port: ["127.0.0.1"]),
            Turns(time.monotonic, time.sleep, 0.0),
            now=self.now,
        )
        with open_archive(self.archive) as archive:
            worker = Worker(archive, complain)
            worker.work_in()
            hooks = Hooks(say=complain, work_in=worker.work_in)
            Watch(
                Following(archive), fetcher, Habits(PACE, workers=8, patience=60.0), hooks,
                stop=Stop(), now=self.now, chance=lambda: 0.5,
            ).run(once=True)  # fmt: skip

    def settle(self) -> None:
        """Settles the archive, as every night."""
        with open_archive(self.archive) as archive:
            settle(archive)

    def judge(self, kills: int) -> Verdict:
        """Compares the archive with what the server told, and with its pages as one pile."""
        wanted = {
            (self.address(one.feed, one.path), hash_of(body))
            for one in self.wire.reports()
            for body in one.bodies
        }
        with open_archive(self.archive) as archive:
            (sound,) = archive.connection.execute("PRAGMA integrity_check").fetchone()
            pages = list(archive.pages())
            kept = brief_of(archive)
        there = [(page.address or "", hash_of(page.body)) for page in pages]
        lost, more = wanted - set(there), len(there) - len(wanted & set(there))
        random.Random(1).shuffle(pages)
        whole = brief_pages(pages)
        same = sound == "ok" and encode(whole) == encode(kept)
        if not same:
            tell(f"integrity {sound}; {differences(kept, whole)}")
        return Verdict(kills, len(lost), more, same)


def differences(kept: Brief, whole: Brief) -> str:
    """Where two briefs part, in a line."""
    one = {story.id: encode(story) for story in kept.stories}
    other = {story.id: encode(story) for story in whole.stories}
    told = sorted(name for name in one.keys() & other.keys() if one[name] != other[name])
    order = [story.id for story in kept.stories] == [story.id for story in whole.stories]
    return (
        f"stories only in the archive {sorted(one.keys() - other.keys())}, only in the batch "
        f"{sorted(other.keys() - one.keys())}, told otherwise {told}, same order {order}, "
        f"same issues {kept.issues == whole.issues}"
        + "".join(
            f"; {name} first differs at {_first(one[name], other[name])}" for name in told[:3]
        )
    )


def _first(kept: bytes, whole: bytes) -> str:
    """Where two records begin to differ, and what stands there."""
    at = next((n for n, (a, b) in enumerate(zip(kept, whole, strict=False)) if a != b), 0)
    around = slice(max(0, at - 160), at + 120)
    return f"{at}: {kept[around]!r} for {whole[around]!r}"


class Reaper:
    """Runs jobs in processes of their own and kills some of them."""

    def __init__(self, kills: int, seed: int) -> None:
        self.wanted, self.kills = kills, 0
        self._chance = random.Random(seed)
        self._took = 0.5

    def run(self, job: Callable[[], None], upto: float) -> None:
        """Does the job to its end, after as many kills as it takes to reach this share of all."""
        while True:
            after = None
            if self.kills < round(upto * self.wanted):
                after = self._chance.uniform(0.0, self._took)
            began = time.monotonic()
            if not self._killed(job, after):
                took = time.monotonic() - began
                self._took = max(0.05, 0.5 * self._took + 0.5 * took)
                return
            self.kills += 1
            self._took = max(0.05, 0.9 * self._took)  # what was done is not done again

    def _killed(self, job: Callable[[], None], after: float | None) -> bool:
        """Was it killed? Raises RuntimeError when it failed by itself."""
        process = os.fork()
        if process == 0:
            _do(job)
        until = None if after is None else time.monotonic() + after
        while True:
            done, status = os.waitpid(process, os.WNOHANG)
            if done:
                break
            if until is not None and time.monotonic() >= until:
                os.kill(process, signal.SIGKILL)
                until = None
            time.sleep(0.002)
        if os.WIFSIGNALED(status) and os.WTERMSIG(status) == signal.SIGKILL:
            return True
        if status:
            raise RuntimeError(f"the watch failed by itself with status {status}")
        return False


def _do(job: Callable[[], None]) -> None:
    """In the child: the job, and out without the parent's leave-taking."""
    status = 1
    try:
        job()
        status = 0
    except BaseException:
        traceback.print_exc()
    finally:
        os._exit(status)


def minutes(stride: int = 1) -> Iterator[int]:
    """The minutes of the hour, and some after it, until all versions were seen."""
    yield from range(0, HOUR, stride)
    yield from range(HOUR, 2 * HOUR, 5)
    yield from range(2 * HOUR, 2 * HOUR + MENDED_AFTER + 30, 15)


def soak(
    pages: int, feeds: int, kills: int, seed: int, folder: Path, *, stride: int = 1
) -> Verdict:
    """The whole soak, in this folder; the watch wakes every `stride` minutes."""
    wire = make_wire(pages, feeds, seed)
    reaper = Reaper(kills, seed)
    warm()
    with serving(wire) as (port, minute):
        one = Soak(wire, folder / "soak.db", port, minute)
        one.follow()
        steps = list(minutes(stride))
        began = time.monotonic()
        for place, now in enumerate(steps, 1):
            minute.value = now
            reaper.run(one.watch, (1.0 - SETTLING) * place / len(steps))
            if place % 10 == 0:
                tell(f"minute {now}: {reaper.kills} kills, {time.monotonic() - began:.0f} s")
        while True:
            reaper.run(one.settle, 1.0)
            if reaper.kills >= kills:
                break
        tell(f"settled: {reaper.kills} kills, {time.monotonic() - began:.0f} s. Now one batch.")
        return one.judge(reaper.kills)


def warm() -> None:
    """Loads what every process needs, so that forks have it."""
    text = b"PORT SORREL, March 4 - The ferry Linnet ran aground on Monday, Tomas Reed said."
    brief_pages([Page.make("warm.txt", text, "text/plain")], workers=1)


def tell(line: str) -> None:
    """Progress, on standard error."""
    print(line, file=sys.stderr, flush=True)


def complain(line: str) -> None:
    """Trouble that a watch tells of, on standard error."""
    tell(f"  watch: {line}")


def main() -> int:
    """Runs the soak; the exit status is 1 when anything was lost, doubled or different."""
    parser = argparse.ArgumentParser(description="An hour of news with kills, against one batch.")
    parser.add_argument("--pages", type=int, default=2000)
    parser.add_argument("--feeds", type=int, default=40)
    parser.add_argument("--kills", type=int, default=100)
    parser.add_argument("--seed", type=int, default=7)
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        verdict = soak(asked.pages, asked.feeds, asked.kills, asked.seed, Path(folder))
    print(verdict.line())
    return 0 if verdict.fine else 1


if __name__ == "__main__":
    sys.exit(main())
