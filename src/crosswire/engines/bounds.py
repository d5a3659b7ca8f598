"""How many may meet under one key, in every engine alike; what lies beyond is told in an issue.

Most steps bound their own work: they pass a crowded name or shingle over, or compare a newcomer with the
nearest few. Those below hold every article of a story against every other, which a story of twenty
thousand articles turns into days.
"""

from __future__ import annotations

from collections.abc import Sequence

from crosswire.records.base import Issue, Record
from crosswire.records.shape import Step

ARTICLES = {"claims.name": 2_000, "claims.gather": 2_000, "timeline.order": 2_000}
"""Articles of one story that a step takes. Counts of one thing, roles and places are compared each with each,
and two groups of statements member by member, so time grows with the square: a story of 1,000 articles takes
about a minute of one core (`python -m benchmarks.speed_claims`, November 2026), 2,000 take four, 20,000 would
take seven hours. Moved up, one key holds up a cluster; moved down, the claims of the largest stories rest on
fewer articles. The largest story of the development streams has under a hundred."""

RECORDS = {"date.pair": 2_000}
"""Records under one key beyond which a step yields nothing by its own rule: what it leaves out need not be
moved. Must not lie below the bound of the step itself (`DateOptions.crowd`)."""


def bounded(
    step: Step, key: str, records: Sequence[Record]
) -> tuple[Sequence[Record], tuple[Issue, ...]]:
    """The records of a group that the step may take, and an issue where some were left out.

    Articles are taken in the order of their ids, which come from a hash: a sample that no outlet and no day
    can crowd. Records of no article stay.
    """
    most = ARTICLES.get(step.name)
    if most is None or len(records) <= most:
        return records, ()
    owners = {owner for record in records if (owner := owner_of(record)) is not None}
    if len(owners) <= most:
        return records, ()
    taken = set(sorted(owners)[:most])
    kept = [record for record in records if owner_of(record) in taken or owner_of(record) is None]
    return kept, (_crowded(step, key, len(owners), most),)


def passes_over(step: Step, size: int) -> bool:
    """Does the step yield nothing for a group of so many records, by its own rule?"""
    return size > RECORDS.get(step.name, size)


def owner_of(record: Record) -> str | None:
    """The id of the article that a record is about, where it is about one."""
    inner = getattr(record, "article", None)
    owner = getattr(inner, "id", inner)
    return owner if isinstance(owner, str) else None


def _crowded(step: Step, key: str, found: int, most: int) -> Issue:
    return Issue.make(
        "engine",
        "crowded",
        "doubt",
        f"{step.name} {key}".encode("utf-8", "replace").decode(),
        f"{found:,} articles meet here; {most:,} of them were taken, the others are told but not compared",
        advice="narrow the days of the run",
    )
