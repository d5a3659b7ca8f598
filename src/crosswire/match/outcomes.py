"""Whether what was expected came about: a later report decides, or nothing does yet.

cancelled   a later report calls it off for good
postponed   a later report puts it off, or says that it did not come about and names another day
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

# Likeness from which a report that holds the deed tells of the thing expected, and the share of what was
# expected (by weight, its day left out) that does as well. In our own stories reports of the outcome hold
# half to all of it; others of one place or person hold up to a third, and not the deed. Outcomes of
# ledgers, probes and our own stories are the same from .1 to .27, and from .35 to .6.
TELLS_OF_IT = 0.2
HOLDS_HALF = 0.5
# Without the deed it must be nearly in the expectation's words.
WITHOUT_THE_DEED = 0.5
# Where no day was named, any later report of the same subject would do: at .3 a second meeting passes for
# the first.
WITHOUT_A_DAY = 0.4
HOLDS_MOST = 0.7
# Words of calling off are so telling that less will do; beside the deed, or without it.
WITH_A_CUE = 0.3
HOLDS_SOME = 0.4
DEED_AND_CUE = 0.1


@dataclass(frozen=True)
class Report:
    """A statement that may tell the outcome: how alike, when published, which words it holds."""

    statement: Statement
    alike: float
    published: str
    cues: frozenset[str]
    held: float = 0.0
    """Share of what was expected that the report holds, 0 to 1."""
    does: bool = True
    """Does it hold the deed that was announced: the "meet" of "will meet"?"""
    undone: bool = False
    """Does it negate what was expected: "did not open"?"""
    later: bool = False
    """Does its article, within a sentence of it, name a later day for it?"""


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
    speaking = [r for r in told if _speaks_of(r)]
    for status, by in (
        ("cancelled", [r for r in speaking if "cancelled" in r.cues]),
        ("postponed", [r for r in speaking if "postponed" in r.cues or _is_put_off(r)]),
        ("failed", [r for r in speaking if "failed" in r.cues or _is_undone(due, r)]),
    ):
        if by:
            return Outcome(status, _ids(by), f"a later report has it {status}")  # type: ignore[arg-type]
    done = [r for r in told if _tells_of(due, r) and _is_done(r.statement) and _fits(due, r)]
    if not done:
        return Outcome("open", (), "no report of it yet")
    elsewhere = [r for r in done if "moved" in r.cues]
    if elsewhere:
        return Outcome("moved", _ids(elsewhere), "it took place elsewhere or otherwise")
    return Outcome("fulfilled", _ids(done), "a later report tells it as done")


def _ids(reports: Sequence[Report]) -> tuple[str, ...]:
    """The reports of the text; headlines only where no text says it."""
    bodies = [report for report in reports if report.statement.label not in ("headline", "caption")]
    return tuple(sorted({report.statement.id for report in bodies or reports}))


def _speaks_of(report: Report) -> bool:
    """Is the report about the thing expected, so that its "called off" means that?"""
    if report.does and (report.alike >= DEED_AND_CUE or report.held >= WITH_A_CUE):
        return True
    return report.alike >= WITH_A_CUE or report.held >= HOLDS_SOME


def _tells_of(due: Time | None, report: Report) -> bool:
    """Does the report tell the thing expected as done?"""
    if "kept" in report.cues and report.held >= HOLDS_SOME:
        return True
    if due is None:
        return report.alike >= WITHOUT_A_DAY or (report.does and report.held >= HOLDS_MOST)
    if report.does and (report.alike >= TELLS_OF_IT or report.held >= HOLDS_HALF):
        return True
    return report.alike >= WITHOUT_THE_DEED


def _is_put_off(report: Report) -> bool:
    """It had been due, or did not come about, and a later day is named."""
    return report.later and (report.undone or "overtaken" in report.cues)


def _is_undone(due: Time | None, report: Report) -> bool:
    """It is told that what was due by then did not come about."""
    if "overtaken" in report.cues and report.held >= HOLDS_HALF:
        return True
    held = report.undone and report.held >= HOLDS_SOME and report.statement.mode == "reported"
    return held and due is not None and _fits(due, report)


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
