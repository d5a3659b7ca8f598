"""What `crosswire watch` does: asks what is followed and keeps what came, until it is stopped."""

from __future__ import annotations

import signal
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from types import FrameType

from crosswire.errors import NothingToRead
from crosswire.records.fetch import Followed
from crosswire.serve.follow_door import Say, fetcher_for, plural, shelf_in
from crosswire.serve.follow_work import Worker
from crosswire.serve.output import write_standard_output
from crosswire.sources.intake import Intake
from crosswire.sources.watch import Habits, Hooks, Stop, Tally, Watch

INTERRUPTED = 130  # what shells expect of a program ended by Ctrl-C: 128 + SIGINT
ONCE_PATIENCE = 60.0  # seconds that a single round waits for a store that cannot be written


def run_watch(archive: Path, allow: Sequence[str], *, once: bool, say: Say) -> int:
    """Watches, with a line for each new article and each failure; gives back the exit status.

    Ctrl-C and SIGTERM end it between two pages; a second Ctrl-C at once. Raises CrosswireError.
    """
    fetch = fetcher_for(allow)
    stop = Stop()
    with shelf_in(archive, create=False) as shelf, _stopped_by_signals(stop) as got:
        if shelf.next_due() is None:
            raise NothingToRead(
                f"{archive} follows nothing. Try: crosswire follow ADDRESS --archive {archive}"
            )
        worker = Worker(shelf.archive, say)
        worker.work_in()
        if not once:
            say(f"watching what {archive} follows. Ctrl-C ends it.")
        habits = Habits(patience=ONCE_PATIENCE) if once else Habits()
        hooks = Hooks(tell=_tell, say=say, work_in=worker.work_in)
        tally = Watch(shelf, fetch, habits, hooks, stop=stop).run(once=once)
    say(_summed(tally, worker.news, stopped=stop.wanted))
    return INTERRUPTED if signal.SIGINT in got else 0


@contextmanager
def _stopped_by_signals(stop: Stop) -> Iterator[list[int]]:
    """The first Ctrl-C or SIGTERM asks for a stop, the next Ctrl-C ends everything."""
    got: list[int] = []

    def asked(number: int, _frame: FrameType | None) -> None:
        got.append(number)
        stop.wanted = True
        signal.signal(signal.SIGINT, signal.default_int_handler)

    before = {one: signal.signal(one, asked) for one in (signal.SIGINT, signal.SIGTERM)}
    try:
        yield got
    finally:
        for one, handler in before.items():
            signal.signal(one, handler)


def _tell(row: Followed, intake: Intake) -> None:
    """One line for what is worth a look: new articles, changed ones, failures."""
    visit = intake.visit
    when = visit.at[:19].replace("T", " ")
    if visit.outcome in {"failed", "refused", "gone"}:
        line = f"{when}  {visit.outcome:<9} {row.address}  {visit.message}"
    elif intake.pages:
        word = "changed" if row.changed_at and row.kind == "page" else "new"
        line = f"{when}  {word:<9} {visit.final_url}"
    elif intake.fresh:
        line = f"{when}  {'listed':<9} {row.address}  {plural(intake.fresh, 'new article')}"
    else:
        return
    line = "".join(char if char.isprintable() else " " for char in line)
    write_standard_output(f"{line}\n".encode("utf-8", "replace"))


def _summed(tally: Tally, news: int, *, stopped: bool) -> str:
    told = (
        f"{plural(tally.visits, 'request')}, {plural(tally.pages, 'new page')}, "
        f"{tally.unchanged} unchanged, {tally.failed} failed; {news} news."
    )
    return f"stopped. Nothing is lost: {told}" if stopped else told
