"""A short soak: an hour of news with kills, against one batch. `make soak` runs the long one."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from pathlib import Path

import pytest

from benchmarks.soak import soak
from benchmarks.soak_wire import answer, make_wire


@pytest.mark.slow
@pytest.mark.skipif(not hasattr(os, "fork"), reason="the soak forks its watch")
@pytest.mark.filterwarnings("ignore:This process:DeprecationWarning")
def test_a_watch_killed_again_and_again_ends_with_the_archive_of_one_batch(tmp_path: Path) -> None:
    """Sixty pages, five kills: nothing lost, nothing doubled, the brief that of one pile."""
    verdict = soak(60, 6, 5, 7, tmp_path, stride=6)
    assert verdict.line() == "kills 5 · lost 0 · doubled 0 · same as one batch: yes"
    assert verdict.fine


def test_the_wire_is_what_it_says() -> None:
    """So many pages, later versions included; the same for the same seed; mended when it is time."""
    wire = make_wire(50, 4, 3)
    reports = list(wire.reports())
    assert sum(len(one.bodies) for one in reports) == 50
    assert wire == make_wire(50, 4, 3)
    assert len({(one.feed, one.path) for one in reports}) == len(reports)
    mended = next(one for one in reports if len(one.bodies) > 1)
    assert mended.at(mended.minute) != mended.at(120)
    assert answer(wire, f"wire{mended.feed:02}.test", mended.path, 120)[2] == mended.bodies[1]
    assert answer(wire, f"wire{mended.feed:02}.test", mended.path, mended.minute - 1)[0] == 404


ENGINE = """
import time
from crosswire.engines.local import LocalEngine
with LocalEngine(2) as engine:
    done = engine._start().submit(abs, -1).result()
    print("ready", flush=True)
    time.sleep(60)
"""


def _of_session(number: int) -> list[int]:
    """The processes of a session that live."""
    found = []
    for status in Path("/proc").glob("[0-9]*/stat"):
        try:
            told = status.read_text().rpartition(")")[2].split()
        except OSError:
            continue
        if told[3] == str(number) and told[0] != "Z":
            found.append(int(status.parent.name))
    return found


@pytest.mark.skipif(not Path("/proc/self/stat").exists(), reason="processes are read from /proc")
def test_workers_end_with_the_process_that_started_them() -> None:
    """kill -9 leaves no worker behind to hold memory for good."""
    process = subprocess.Popen(
        [sys.executable, "-c", ENGINE],
        stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True, start_new_session=True,
    )  # fmt: skip
    assert process.stdout is not None
    assert process.stdout.readline() == "ready\n"
    assert len(_of_session(process.pid)) > 1
    process.kill()
    process.communicate()
    until = time.monotonic() + 20
    while _of_session(process.pid) and time.monotonic() < until:
        time.sleep(0.05)
    assert _of_session(process.pid) == []
