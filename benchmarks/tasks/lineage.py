"""The task `lineage`: which texts of a group come from one another."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from typing import Any

from crosswire.engines.local import LocalEngine
from crosswire.records.lineage import Kinship
from crosswire.records.page import Article, Told
from crosswire.records.shape import Room, of_type
from crosswire.stages import lineage
from crosswire.text.outlets import is_agency


def answer(lines: Iterable[dict[str, Any]]) -> Iterator[dict[str, Any]]:
    """For each line the lines of its group of which it is a copy, revision or excerpt."""
    rows = list(lines)
    groups: dict[str, list[dict[str, Any]]] = defaultdict(list)
    for row in rows:
        groups[str(row["group"])].append(row)
    copies: dict[str, list[dict[str, Any]]] = defaultdict(list)
    for group in groups.values():
        for kin in kinships([article(row) for row in group]):
            copies[kin.right].append({"of": kin.left, "relation": kin.relation})
    for row in rows:
        yield {"id": row["id"], "group": row["group"], "copies": copies[str(row["id"])]}


def kinships(articles: Iterable[Article]) -> list[Kinship]:
    """The stage over one pile, as the engine runs it in one process."""
    pile: list[Any] = list(articles)
    room = Room(lineage.STAGE.options)
    with LocalEngine(1) as engine:
        for step in lineage.STAGE.steps:
            pile += engine.run_step(step, room, pile)
    return of_type(pile, Kinship)


def article(row: dict[str, Any]) -> Article:
    """A line as an article; its id stays the line's."""
    published, outlet = row.get("published"), row.get("outlet") or ""
    return Article(
        id=str(row["id"]),
        page=str(row["id"]),
        source=str(row["id"]),
        text=row["text"],
        body_end=len(row["text"]),
        blocks=(),
        headline=row["text"].split("\n", 1)[0] or None,
        outlet=outlet or None,
        outlet_kind="agency" if is_agency(outlet) else None,
        published=Told(value=published, how="given") if published else None,
    )
