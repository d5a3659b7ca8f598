"""A pile too large for one brief: paths in, a Parquet table of all records out, and that into an archive.

    1. every path is read by itself, on whatever worker has time: WARC, JSON lines, Parquet, pages
    2. of pages of the same bytes the first stays, as in a brief; the others are named in a note
    3. the stages run, on this machine or on Spark, the same steps in the same order
    4. the records lie as `records/step=N/type=T/*.parquet`, one row each, until they are loaded

Both engines give the same records, byte for byte.
"""

from __future__ import annotations

import io
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Any

from crosswire import __version__
from crosswire.config import Limits
from crosswire.engines.local import LocalEngine
from crosswire.engines.spark import SparkEngine
from crosswire.errors import BadInput, NothingToRead
from crosswire.pipeline import _FAST as FAST
from crosswire.pipeline import (
    Progress,
    assemble,
    check_chain,
    check_own_files,
    run_stages,
    stages_for,
)
from crosswire.records.base import Issue, Judgement, Record
from crosswire.records.page import Page
from crosswire.records.shape import Stage, of_type
from crosswire.sources import folder, jsonlines
from crosswire.sources.crowded import check_crowd
from crosswire.sources.read import read_file
from crosswire.sources.refusal import Crowd, Refused
from crosswire.store import parquet
from crosswire.store.archive import open_archive

# Pages are not held here: a file of them streams through, so only one page and one file are bounded.
STREAM = Limits(pages=10_000_000, total_bytes=10_000_000_000_000, pile_bytes=50_000_000_000)


Place = tuple[str, str]
"""Where a file lies, for any process, and how the user would write it."""

FAST_WAY: Place = ("", FAST.about)
"""No file: in its place stands the note that pages were cleaned the coarse way."""


def places_of(paths: Sequence[str]) -> list[Place]:
    """The files behind paths, folders and patterns, each once. Raises BadInput where one is missing."""
    found: dict[str, str] = {}
    for path in dict.fromkeys(paths):
        for one in folder.find(path):
            if isinstance(one, Issue):
                raise BadInput(f"{one.about}: {one.message} {one.advice}".strip())
            found.setdefault(str(one.path.resolve()), one.source)
    if not found:
        raise NothingToRead(f"No file in {', '.join(paths) or 'nothing'}.")
    return list(found.items())


def read_place(place: Place) -> Iterator[Record]:
    """The pages of one file and what is to be told of it."""
    if place == FAST_WAY:
        yield FAST
        return
    crowd = Crowd(STREAM.issues_per_file)
    for found in _pages(folder.Found(Path(place[0]), place[1])):
        if isinstance(found, Issue):
            yield from crowd.tell(found)
        elif (refused := _hostile(found)) is not None:
            yield from crowd.tell(refused)
        else:
            yield found
    yield from crowd.rest()


def _pages(found: folder.Found) -> Iterator[Page | Issue]:
    if found.path.suffix != ".parquet":
        yield from read_file(found, STREAM)
        return
    try:
        raw: Any = _Lines(parquet.table_lines(found.path))
        stream: Any = io.BufferedReader(raw)
        yield from jsonlines.read_lines(found.source, stream, STREAM)
    except BadInput as error:
        yield Issue.make("sources", "unreadable", "skipped", found.source, str(error))


def _hostile(page: Page) -> Issue | None:
    """Why this page must not reach its readers, if so."""
    try:
        if page.media_type == "text/html":
            check_crowd(page.body)
    except Refused as refused:
        return refused.issue(page.source)
    return None


class _Lines(io.RawIOBase):
    """Lines as a stream of bytes."""

    def __init__(self, lines: Iterator[bytes]) -> None:
        self._lines, self._rest = lines, b""

    def readable(self) -> bool:
        """It can be read."""
        return True

    def readinto(self, buffer: Any) -> int:
        """Fills the buffer as far as the line at hand goes."""
        self._rest = self._rest or next(self._lines, b"")
        size = min(len(buffer), len(self._rest))
        buffer[:size], self._rest = self._rest[:size], self._rest[size:]
        return size


def first_come(records: Sequence[Record]) -> Iterator[Record]:
    """The first of the records of one name; pages that came later are named in a note."""
    first = records[0]
    yield first
    for later in records[1:]:
        if isinstance(first, Page) and isinstance(later, Page) and later.source != first.source:
            told = f"The same bytes as {first.source}, which was read; this one counts no more."
            yield Issue.make("sources", "same-bytes", "note", later.source, told)


def plan_of(places: Sequence[Place], stages: Sequence[Stage]) -> dict[str, Any]:
    """What a run is a run of: a folder holds one."""
    steps = [step.name for stage in stages for step in stage.steps]
    return {
        "format": 1,
        "release": __version__,
        "inputs": [list(place) for place in places],
        "steps": steps,
        "options": [repr(stage.options) for stage in stages],
    }


def run_here(
    paths: Sequence[str], out: Path, *, workers: int | None = None, fast: bool = False,
    progress: Progress | None = None,
) -> int:  # fmt: skip
    """Runs on this machine, all records in memory; gives back how many there are. Raises CrosswireError."""
    places, stages = _prepared(paths, fast=fast)
    parquet.check_parquet()
    parquet.start_over(out)
    named: dict[tuple[str, str], list[Record]] = {}
    for place in places:
        for record in read_place(place):
            named.setdefault((type(record).__name__, getattr(record, "id", "")), []).append(record)
    given = [one for records in named.values() for one in first_come(records)]
    _check_pages(places, any(isinstance(one, Page) for one in given))
    with LocalEngine(workers) as engine:
        records = run_stages(stages, given, engine, progress)
    count = parquet.write_records(out, records)
    parquet.finish(out, plan_of(places, stages))
    return count


def run_spark(
    paths: Sequence[str], out: str, master: str, *, parts: int = 0, fast: bool = False,
    settings: dict[str, str] | None = None, progress: Progress | None = None,
    then: Callable[[SparkEngine], None] | None = None,
) -> None:  # fmt: skip
    """Runs on a Spark master; `out` and the paths must be within reach of all its workers.

    A run that broke off goes on. `then` is called while the session is still open. Raises CrosswireError.
    """
    places, stages = _prepared(paths, fast=fast)
    plan = plan_of(places, stages)
    with SparkEngine(master, out, plan, parts=parts, settings=settings) as engine:
        engine.take(places, read_place, first_come, (Page, Issue))
        _check_pages(places, engine.holds(Page))
        engine.run(stages, progress)
        if then:
            then(engine)


def _check_pages(places: Sequence[Place], some: bool) -> None:
    """NothingToRead where no page was found: a run over nothing is no success."""
    if not some:
        named = ", ".join(source for _, source in places[:3])
        more = f" and {len(places) - 3} more" if len(places) > 3 else ""
        raise NothingToRead(
            f"No page was read from {named}{more}. Can every worker open them, and do they hold pages?"
        )


def _prepared(paths: Sequence[str], *, fast: bool) -> tuple[list[Place], tuple[Stage, ...]]:
    check_own_files()
    stages = stages_for(fast=fast)
    check_chain(stages, (Page,))
    return [*places_of(paths), *([FAST_WAY] if fast else [])], stages


def kinds_of(stages: Sequence[Stage]) -> dict[str, type[Record]]:
    """All types of records that flow through the stages, by name."""
    every: list[type[Record]] = [Page, Issue, Judgement]
    for stage in stages:
        for step in stage.steps:
            every += [*step.reads, *step.writes]
    return {kind.__name__: kind for kind in every}


def load(out: Path, archive: Path) -> tuple[int, int]:
    """Puts the records of a finished run into an archive, with their brief; how many pages and stories.

    All are held in memory. Raises CrosswireError.
    """
    records = list(parquet.read_records(out, kinds_of(stages_for(fast=False))))
    pages, brief = of_type(records, Page), assemble(records)
    with open_archive(archive) as shelf:
        shelf.save(pages, records, brief)
    return len(pages), len(brief.stories)
