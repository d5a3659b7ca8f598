"""Whether what was expected came about: a later report decides, or nothing does yet.

cancelled   a later report calls it off for good
postponed   a later report puts it off, or announces it for another day
moved       it took place, but elsewhere or otherwise
failed      a later report says that it did not come about
fulfilled   a later report tells it as done, at the due time where one was given
open        nothing of the kind is told; overdue once reports go on after the due time
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from crosswire.records.claim import Statement, Status
from crosswire.records.reading import Time

# Likeness from which a report tells of the thing expected. Of lone events in our own stories the
# report of the outcome lies at .3 to .7; another meeting of the same people lies up to .3 too,
# which is why a day that does not fit rules it out.
TELLS_OF_IT = 0.27
# Where no day was named, any later report of the same subject would do: it must be nearly in its words.
WITHOUT_A_DAY = 0.4
# Words of calling off are so telling that less likeness will do.
WITH_A_CUE = 0.2


@dataclass(frozen=True)
class Report:
    """A statement that may tell the outcome: how alike, when published, which words it holds."""

    statement: Statement
    alike: float
    published: str
    cues: frozenset[str]


@dataclass(frozen=True)
class Outcome:
    """What the pile says of an expectation, and by which statements."""

    status: Status
    by: tuple[str, ...]
    reason: str


def due_of(statement: Statement, published: str) -> Time | None:
    """The time at which what is expected is due: the first that does not lie before publication."""
    day = published[:10]
    ahead = [
        time
        for time in statement.times
        if time.start and time.type in ("DATE", "TIME") and time.end and time.end[:10] >= day
    ]
    later = [time for time in ahead if time.direction == "future" or (time.start or "")[:10] > day]
    return next(iter(later or ahead), None)


def due_day(time: Time | None) -> str | None:
    """The due time as a date or part of one: "2024-08-17", "2024-08", "2024-W33"."""
    if time is None:
        return None
    return time.value.split("T")[0] if not time.value.startswith("T") else (time.start or "")[:10]


def outcome_of(due: Time | None, reports: Sequence[Report]) -> Outcome:
    """The outcome by the latest report that tells of it; `reports` may come in any order."""
    told = sorted(reports, key=lambda r: (r.published, r.alike, r.statement.id), reverse=True)
    for cue, status in (
        ("cancelled", "cancelled"),
        ("postponed", "postponed"),
        ("failed", "failed"),
    ):
        by = [r for r in told if cue in r.cues and r.alike >= WITH_A_CUE]
        if by:
            return Outcome(status, _ids(by), f"a later report has it {status}")  # type: ignore[arg-type]
    enough = TELLS_OF_IT if due is not None else WITHOUT_A_DAY
    done = [r for r in told if r.alike >= enough and _is_done(r.statement) and _fits(due, r)]
    if not done:
        return Outcome("open", (), "no report of it yet")
    elsewhere = [r for r in done if "moved" in r.cues]
    if elsewhere:
        return Outcome("moved", _ids(elsewhere), "it took place elsewhere or otherwise")
    return Outcome("fulfilled", _ids(done), "a later report tells it as done")


def _ids(reports: Sequence[Report]) -> tuple[str, ...]:
    return tuple(sorted({report.statement.id for report in reports}))


def _is_done(statement: Statement) -> bool:
    return statement.mode in ("reported", "alleged") and not statement.negated


def _fits(due: Time | None, report: Report) -> bool:
    """Does the report's own time, or else its publication, agree with the due time?"""
    if due is None or not due.start or not due.end:
        return _is_recent(report)
    days = [t for t in report.statement.times if t.start and t.end and t.type in ("DATE", "TIME")]
    if days:
        return any(
            (t.start or "")[:10] < due.end[:10] or t.start == due.start for t in days
        ) and any((t.end or "") > due.start[:10] for t in days)
    return not report.published or report.published[:10] >= due.start[:10]


def _is_recent(report: Report) -> bool:
    """Without a due time only an event told as recent can be the one expected."""
    background = [t for t in report.statement.times if t.end and report.published]
    return all((t.end or "")[:10] >= report.published[:8] for t in background)
