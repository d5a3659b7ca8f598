"""A few threads that fetch, so that one slow server does not hold up the others.

They are daemons: whoever stops does not wait for them. What they were fetching is not marked as
done and is asked again.
"""

from __future__ import annotations

import queue
import threading
from collections.abc import Callable
from typing import Generic, TypeVar

T = TypeVar("T")
Done = tuple[str, "T | BaseException"]


class Crew(Generic[T]):
    """Runs jobs, each under a key that is busy until its result was taken."""

    def __init__(self, workers: int) -> None:
        self.busy: set[str] = set()
        self.workers = workers
        self._jobs: queue.SimpleQueue[tuple[str, Callable[[], T]] | None] = queue.SimpleQueue()
        self._done: queue.SimpleQueue[tuple[str, T | BaseException]] = queue.SimpleQueue()
        for _ in range(workers):
            threading.Thread(target=self._work, daemon=True).start()

    def begin(self, key: str, job: Callable[[], T]) -> None:
        """Gives a job to the next free thread."""
        self.busy.add(key)
        self._jobs.put((key, job))

    def take(self, seconds: float) -> T | None:
        """The next result, or null when none came in so many seconds. Raises what the job raised."""
        try:
            key, result = self._done.get(timeout=seconds)
        except queue.Empty:
            return None
        self.busy.discard(key)
        if isinstance(result, BaseException):
            raise result
        return result

    def dismiss(self) -> None:
        """Lets the threads go when they are done with what they have."""
        for _ in range(self.workers):
            self._jobs.put(None)

    def _work(self) -> None:
        while (job := self._jobs.get()) is not None:
            key, function = job
            try:
                self._done.put((key, function()))
            except BaseException as error:
                self._done.put((key, error))
