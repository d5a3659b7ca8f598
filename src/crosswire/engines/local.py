"""The engine on one machine: group by key, run each group, in one process or in many.

The result does not depend on the number of workers: groups run in the order of their keys, records
of a group stand in the order of type and id, and outputs are joined in the order of the groups.
"""

from __future__ import annotations

import multiprocessing
import os
import signal
import threading
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from contextlib import AbstractContextManager, contextmanager
from multiprocessing import forkserver, resource_tracker
from multiprocessing.synchronize import Event
from types import TracebackType
from typing import Any

from crosswire.engines.bounds import bounded
from crosswire.errors import PipelineError
from crosswire.records.base import Issue, Record
from crosswire.records.shape import Room, Step, order_of

Progress = Callable[[int, int], None]

# Below this many groups a step runs faster in this process than it takes to start others: three
# workers start in about 0.6 s here, a page passes the slowest step in about 20 ms.
WORTH_WORKERS = 48
# Groups are sent to workers in batches, so that a small group does not cost a round trip of its own.
BATCHES_PER_WORKER = 8
ONE_THREAD = ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS")


class LocalEngine(AbstractContextManager["LocalEngine"]):
    """Runs steps on this machine. Use it as a context manager: leaving it ends the workers."""

    def __init__(self, workers: int | None = None) -> None:
        """`workers`: processes to use, one thread each; None takes every core."""
        if workers is not None and workers < 1:
            raise PipelineError(f"{workers} workers can do nothing. Give 1 or more.")
        self.workers = workers or os.cpu_count() or 1
        self._pool: ProcessPoolExecutor | None = None
        self._stop: Event | None = None

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        if self._pool is None:
            return
        if error is not None and self._stop is not None:
            self._stop.set()
        self._pool.shutdown(wait=True, cancel_futures=True)
        self._pool = None

    def run_step(
        self, step: Step, room: Room, records: Iterable[Record], progress: Progress | None = None
    ) -> list[Record]:
        """All records that the step yields; raises PipelineError when a step breaks its word."""
        groups, crowded = within_bounds(step, sorted(group_by_key(step, records).items()))
        # Pairing steps make many small groups of few records: what counts is how many there are to read.
        size = min(len(groups), len({id(record) for _, group in groups for record in group}))
        worth = self.workers > 1 and size >= WORTH_WORKERS
        batches = cut(groups, len(groups) // (self.workers * BATCHES_PER_WORKER) if worth else 1)
        out: list[Record] = []
        done = 0
        results_of = self._sent(step, room, batches) if worth else _here(step, room, batches)
        for batch, results in zip(batches, results_of, strict=True):
            out.extend(results)
            done += len(batch)
            if progress:
                progress(done, len(groups))
        for record in out:
            if not isinstance(record, step.writes):
                raise PipelineError(
                    f"step {step.name} yielded a {type(record).__name__}, undeclared"
                )
        return [*crowded, *out]

    def _sent(self, step: Step, room: Room, batches: list[Groups]) -> Iterator[list[Record]]:
        """Results of the batches in their order, from the workers."""
        pool = self._pool or self._start()
        with ctrl_c_waits():  # workers start here: one that is half made cannot be ended
            waiting: list[Future[list[Record]]] = [
                pool.submit(run_groups, step, room, batch) for batch in batches
            ]
        try:
            for future in waiting:
                yield future.result()
        except BrokenProcessPool as error:
            raise PipelineError(
                f"a worker ended while it ran {step.name}, perhaps for want of memory. "
                "Try again with --workers 1."
            ) from error

    def _start(self) -> ProcessPoolExecutor:
        # A fork server: plain forks are unsafe once a progress bar's thread runs, and each new
        # worker starts from a process that has the stages loaded already.
        methods = multiprocessing.get_all_start_methods()
        context: Any = multiprocessing.get_context(
            "forkserver" if "forkserver" in methods else "spawn"
        )
        if "forkserver" in methods:
            context.set_forkserver_preload(["crosswire.pipeline"])
        for name in ONE_THREAD:
            os.environ.setdefault(name, "1")
        if "forkserver" in methods:
            resource_tracker.ensure_running()  # first: starting it lets Ctrl-C through again
            with ctrl_c_waits():
                forkserver.ensure_running()
        self._stop = context.Event()
        self._pool = ProcessPoolExecutor(
            self.workers, mp_context=context, initializer=_settle_in, initargs=(self._stop,)
        )
        return self._pool


Groups = list[tuple[str, list[Record]]]


def group_by_key(step: Step, records: Iterable[Record]) -> dict[str, list[Record]]:
    """The records that the step reads, under each of their keys, in the order of type and id.

    Groups of one are left out for a step that only compares.
    """
    groups: dict[str, list[Record]] = defaultdict(list)
    for record in records:
        if isinstance(record, step.reads):
            for key in step.key(record):
                groups[key].append(record)
    kept = {key: group for key, group in groups.items() if not step.compares or len(group) > 1}
    for group in kept.values():
        group.sort(key=order_of)
    return kept


def within_bounds(step: Step, groups: Groups) -> tuple[Groups, list[Issue]]:
    """The groups as far as the step may take them, and an issue for each that holds more."""
    kept: Groups = []
    crowded: list[Issue] = []
    for key, records in groups:
        taken, issues = bounded(step, key, records)
        kept.append((key, list(taken) if issues else records))
        crowded += issues
    return kept, crowded


def _here(step: Step, room: Room, batches: Iterable[Groups]) -> Iterator[list[Record]]:
    """Results of the batches, in this process."""
    for batch in batches:
        yield run_groups(step, room, batch)


def run_groups(step: Step, room: Room, groups: Groups) -> list[Record]:
    """Runs a batch of groups in this process; a worker that was told to stop leaves the rest."""
    out: list[Record] = []
    for key, records in groups:
        if _stop is not None and _stop.is_set():
            break
        out.extend(step.run(key, records, room))
    return out


def cut(groups: Groups, size: int) -> list[Groups]:
    """Batches of at most `size` groups, in order."""
    size = max(1, size)
    return [list(groups[start : start + size]) for start in range(0, len(groups), size)]


@contextmanager
def ctrl_c_waits() -> Iterator[None]:
    """Holds Ctrl-C back until the block is done; processes started in it never get one.

    A worker that loads the stages would otherwise answer it with a trace on the user's terminal.
    """
    if threading.current_thread() is not threading.main_thread():
        yield  # Ctrl-C goes to the main thread alone
        return
    # Both are needed: the mask is what new processes inherit, and other threads do not have it.
    held: list[int] = []
    handler = signal.signal(signal.SIGINT, lambda number, _: held.append(number))
    mask = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, mask)
        signal.signal(signal.SIGINT, handler)
    if held:
        signal.raise_signal(signal.SIGINT)


# Set in a worker when it starts. Workers are asked to stop and not killed: a pool whose workers die
# while it feeds them waits for ever (CPython issue 94777).
_stop: Event | None = None


def _settle_in(stop: Event) -> None:
    """A worker leaves Ctrl-C to the process that started it, and heeds its word."""
    global _stop  # noqa: PLW0603 - a worker has no other place to keep it
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    _stop = stop
    threading.Thread(target=_end_with_parent, daemon=True).start()


def _end_with_parent() -> None:
    """Ends this worker when the process that started it was killed: nobody else would."""
    parent = multiprocessing.parent_process()
    if parent is not None:
        parent.join()
        os._exit(1)


__all__: Sequence[str] = ("LocalEngine", "Progress", "group_by_key")
