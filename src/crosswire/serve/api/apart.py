"""Upkeep in a process of its own: reading a page takes a core for a moment, which readers then keep.

The process begins with the first work and stays, because it loads the reader; it ends with the server.
A page that brings it down does not bring the server down.
"""

from __future__ import annotations

import os
import signal
from collections.abc import Callable, Mapping
from contextlib import suppress
from multiprocessing import get_context
from multiprocessing.connection import Connection
from multiprocessing.context import SpawnProcess
from pathlib import Path

from crosswire.errors import CrosswireError
from crosswire.store.archive import Archive, open_archive
from crosswire.upkeep import catch_up, settle
from crosswire.upkeep.fronting import lay_fronts

WORKS: Mapping[str, Callable[[Archive], object]] = {
    "add": catch_up,
    "settle": settle,
    "fronts": lay_fronts,
}
ENDED = (
    "the process that works pages in has ended, perhaps for want of memory. It begins again with the "
    "next page; crosswire settle --archive FILE does what is left."
)
# Readers come first on a machine that is busy.
_NICER = 5


class Apart:
    """The process; `do` may be called by one thread at a time."""

    def __init__(self, archive: Path) -> None:
        self._archive = archive
        self._process: SpawnProcess | None = None
        self._pipe: Connection | None = None

    def do(self, work: str) -> str:
        """Has a work of `WORKS` done; what went wrong, or nothing."""
        try:
            pipe = self._begun()
            pipe.send(work)
            return str(pipe.recv())
        except (EOFError, OSError):
            self.close()
            return ENDED

    def _begun(self) -> Connection:
        if self._pipe is None or self._process is None or not self._process.is_alive():
            self.close()
            context = get_context("spawn")  # the server has threads, which a fork would break
            ours, theirs = context.Pipe()
            self._process = context.Process(
                target=_serve,
                args=(theirs, str(self._archive)),
                name="crosswire-upkeep",
                daemon=True,
            )
            self._process.start()
            theirs.close()
            self._pipe = ours
        return self._pipe

    def end(self) -> None:
        """Ends the process at once, whatever it works in; the archive is whole. From any thread."""
        process = self._process
        if process is not None:
            process.terminate()

    def close(self) -> None:
        """Ends the process, after what it is working in."""
        if self._pipe is not None:
            self._pipe.close()
        if self._process is not None:
            self._process.join(60)
        self._pipe = self._process = None


def tried(archive: Path, work: Callable[[Archive], object]) -> str:
    """Does the work; what went wrong, or nothing."""
    try:
        with open_archive(archive) as shelf:
            work(shelf)
    except CrosswireError as error:
        return str(error)
    except Exception as error:  # whoever does it must live on, and the status tells
        return f"a fault of crosswire: {type(error).__name__}: {error}"
    return ""


def _serve(pipe: Connection, archive: str) -> None:
    """Does what is asked for until the other end is closed."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is the server's; it closes the pipe
    if hasattr(os, "nice"):
        os.nice(_NICER)
    with suppress(EOFError, OSError):
        while True:
            pipe.send(tried(Path(archive), WORKS[pipe.recv()]))
