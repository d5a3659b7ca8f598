"""One input in a process of its own: what came of it, in how much time and memory.

A fault in C ends only the child; what loops for ever is ended by the system after so many seconds of
processor time, even inside C. Time is the processor's, so a busy machine finds no hangs.
"""

from __future__ import annotations

import os
import resource
import signal
import traceback
from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal

Kind = Literal["fine", "crash", "hang"]
Work = Callable[[bytes], object]


@dataclass(frozen=True)
class Outcome:
    """What came of one input. `what` is the error and where it arose; `peak` is in MB."""

    kind: Kind
    what: str
    seconds: float
    peak: float

    def like(self, other: Outcome) -> bool:
        """Did the two fail in one way?"""
        return (self.kind, self.what) == (other.kind, other.what)


def tried(work: Work, data: bytes, seconds: int) -> Outcome:
    """Does the work in a child that may take so many seconds of processor time."""
    reading, writing = os.pipe()
    child = os.fork()
    if not child:
        os.close(reading)
        os._exit(_in_child(work, data, seconds, writing))
    os.close(writing)
    with os.fdopen(reading, "rb") as pipe:
        said = pipe.read().decode("utf-8", "replace")
    _, status, used = os.wait4(child, 0)
    code = os.waitstatus_to_exitcode(status)
    spent, peak = used.ru_utime + used.ru_stime, used.ru_maxrss / 1000
    if code == -signal.SIGXCPU:
        return Outcome("hang", "", spent, peak)
    if code < 0:
        return Outcome("crash", signal.Signals(-code).name, spent, peak)
    return Outcome("crash" if code else "fine", said, spent, peak)


def _in_child(work: Work, data: bytes, seconds: int, pipe: int) -> int:
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    resource.setrlimit(resource.RLIMIT_CPU, (seconds, seconds + 5))
    try:
        work(data)
    except BaseException as error:  # whatever it is, it is what we look for
        os.write(pipe, told(error).encode("utf-8", "replace")[:4000])
        return 1
    return 0


def told(error: BaseException) -> str:
    """The error's type and the last place of ours that it came through."""
    frames = traceback.extract_tb(error.__traceback__)
    ours = [frame for frame in frames if "crosswire" in frame.filename] or frames
    where = f"{ours[-1].filename.rpartition('crosswire/')[2]}:{ours[-1].lineno}" if ours else "?"
    return f"{type(error).__name__} at {where} ({frames[-1].name if frames else '?'})"


def named(outcome: Outcome) -> str:
    """A name for the file of an input that failed so."""
    return "".join(char if char.isalnum() else "-" for char in f"{outcome.kind} {outcome.what}")[
        :100
    ]
