"""The order of the house: a pile of pages goes in, a brief comes out.

    1. clean       each page becomes an article: body, headline, byline, date; furniture labelled
    2. date        an undated article borrows a day from its sisters, where that can be told
    3. read        sentences, names, times, amounts, and who says what
    4. lineage     which texts come from one another: copies, revisions, excerpts
    5. stories     which articles report the same event
    6. statements  what each article says, through whom, and how surely
    7. claims      the same content laid together, its origins counted, where reports differ
    8. timeline    what happened when, what was expected and whether it came about
    9. brief       what it all adds up to, story by story

Each stage is a file of that name under `stages/`; the chain is checked before anything runs.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from pathlib import Path

import msgspec

from crosswire import __version__
from crosswire.engines.local import LocalEngine
from crosswire.errors import NothingToRead, PipelineError
from crosswire.match.changes import with_news
from crosswire.match.since import was_before
from crosswire.records.base import Issue, Judgement, Record
from crosswire.records.brief import FORMAT, Brief, StoryTold
from crosswire.records.moment import check_moment
from crosswire.records.page import Article, Page
from crosswire.records.shape import Room, Stage, of_type, order_of
from crosswire.records.story import Story
from crosswire.stages import (
    brief,
    claims,
    clean,
    date,
    lineage,
    read,
    statements,
    stories,
    timeline,
)
from crosswire.store.archive import open_archive

Progress = Callable[[str, int, int], None]

STAGES: tuple[Stage, ...] = (
    clean.STAGE,
    date.STAGE,
    read.STAGE,
    lineage.STAGE,
    stories.STAGE,
    statements.STAGE,
    claims.STAGE,
    timeline.STAGE,
    brief.STAGE,
)


def check_chain(stages: Sequence[Stage], given: Iterable[type[Record]]) -> None:
    """Walks the chain: every step must find the records it reads. Raises PipelineError."""
    there = set(given)
    for stage in stages:
        for step in stage.steps:
            missing = [kind.__name__ for kind in step.reads if kind not in there]
            if missing:
                raise PipelineError(
                    f"step {step.name} reads {', '.join(missing)}, which nothing before it writes."
                )
            there.update(step.writes)


def run_stages(
    stages: Sequence[Stage],
    records: Iterable[Record],
    engine: LocalEngine,
    progress: Progress | None = None,
) -> list[Record]:
    """Runs the stages in order; gives back all records, those put in included.

    A step may meet a record again that another group yielded too: the same record counts once.
    """
    shelf: dict[tuple[str, str], Record] = {order_of(record): record for record in records}
    for stage in stages:
        room = Room(options=stage.options)
        for step in stage.steps:
            tell = progress and _tell(progress, stage.name)
            for record in engine.run_step(step, room, shelf.values(), tell):
                shelf.setdefault(order_of(record), record)
    return list(shelf.values())


def _tell(progress: Progress, name: str) -> Callable[[int, int], None]:
    return lambda done, total: progress(name, done, total)


def brief_pages(
    pages: Iterable[Page],
    *,
    issues: Sequence[Issue] = (),
    judgements: Sequence[Judgement] = (),
    workers: int | None = None,
    archive: Path | None = None,
    progress: Progress | None = None,
    from_day: str | None = None,
    until: str | None = None,
    since: str | None = None,
    fast: bool = False,
) -> Brief:
    """The brief of a pile.

    `issues` are those met while the pages were gathered; `judgements` are people's, and outrank the
    machine's; `archive` keeps pages, records and brief, and adds the judgements it holds;
    `from_day` and `until` (ISO days, both included) leave out articles of other days; `since` (a day
    or a minute) adds to each story what is new since then; `fast` cleans HTML the coarse way, and the
    brief says so. Raises NothingToRead when there is no page at all, and BadInput for a malformed
    `since` or file of the user's own.
    """
    found = list(pages)
    since = check_moment(since, "since") if since is not None else None
    if not found:
        reasons = "; ".join(issue.message for issue in issues[:3])
        raise NothingToRead(f"No page to read. {reasons}".strip())
    check_own_files()
    stages = stages_for(fast=fast)
    check_chain(stages, (Page,))
    with LocalEngine(workers) as engine:
        upto = next(n for n, stage in enumerate(stages) if stage.name == "read")
        told = [
            *judgements,
            *([_FAST] if fast else ()),
            *(_kept_judgements(archive) if archive else ()),
        ]
        records = run_stages(stages[:upto], [*found, *issues, *told], engine, progress)
        records = within(records, from_day, until)
        earlier, doubts = there_before(records, since) if since else ([], [])
        before = run_stages(stages[upto:], earlier, engine, progress) if earlier else []
        records = run_stages(stages[upto:], records, engine, progress)
    result = assemble(records)
    if archive is not None:
        with open_archive(archive) as shelf:
            shelf.save(found, records, result)
    if since is None:
        return result
    return with_news(assemble(before), assemble([*records, *doubts]), since)


_FAST = Issue.make(
    "pipeline", "fast", "note", "--fast", "HTML pages were cleaned the coarse way",
    advice="leave --fast out where every sentence counts",
)  # fmt: skip


def was_fast(brief: Brief) -> bool:
    """Does the brief say that its pages were cleaned the coarse way?"""
    return any(issue.id == _FAST.id for issue in brief.issues)


def stages_for(*, fast: bool) -> tuple[Stage, ...]:
    """The order of the house; `fast` takes cleaning's coarse way through HTML."""
    coarse = msgspec.structs.replace(clean.STAGE.options, fast=fast)
    return (replace(clean.STAGE, options=coarse), *STAGES[1:])


def check_own_files() -> None:
    """Says what is wrong with the user's own outlets before any page is read. Raises BadInput."""
    clean.check_outlets()


def _kept_judgements(archive: Path) -> list[Judgement]:
    """What people have judged in an archive that is there already."""
    if not archive.exists():
        return []
    with open_archive(archive) as shelf:
        return shelf.judgements()


def within(records: list[Record], first: str | None, last: str | None) -> list[Record]:
    """Leaves out articles published before or after these days, with an issue for each."""
    if first is None and last is None:
        return records
    kept: list[Record] = []
    for record in records:
        day = record.anchor.value[:10] if isinstance(record, Article) and record.anchor else None
        if day is None or (first or day) <= day <= (last or day):
            kept.append(record)
        elif isinstance(record, Article):
            kept.append(
                Issue.make(
                    "pipeline", "outside-days", "skipped", record.source,
                    f"published {day}, outside the days asked for",
                )
            )  # fmt: skip
    return kept


def there_before(records: Sequence[Record], since: str) -> tuple[list[Record], list[Issue]]:
    """The records without articles that came since then (none left: no record), and doubts.

    An article without a day is taken to have been there; an issue says so.
    """
    articles = of_type(records, Article)
    was = {article.id: was_before(article, since) for article in articles}
    doubts = [
        Issue.make(
            "pipeline", "since-undated", "doubt", article.source,
            f"tells no day: counted among what was there before {since}", article=article.id,
        )
        for article in articles
        if was[article.id] is None
    ]  # fmt: skip
    kept = [r for r in records if not isinstance(r, Article) or was[r.id] is not False]
    return (kept if any(told is not False for told in was.values()) else []), doubts


def assemble(records: Sequence[Record]) -> Brief:
    """The brief from all records: stories by number of articles, then what was skipped or doubted."""
    judgements = {judgement.id: judgement for judgement in of_type(records, Judgement)}
    reasons = {story.id: story.judgements for story in of_type(records, Story)}
    issues = sorted(of_type(records, Issue), key=lambda issue: (issue.about, issue.kind, issue.id))
    stories = [
        _bind(story, reasons.get(story.id, ()), judgements, issues)
        for story in of_type(records, StoryTold)
    ]
    stories.sort(key=lambda story: (-story.counts.articles, story.start or "9", story.id))
    return Brief(format=FORMAT, release=__version__, stories=tuple(stories), issues=tuple(issues))


def _bind(
    story: StoryTold,
    reasons: Sequence[str],
    judgements: dict[str, Judgement],
    issues: Sequence[Issue],
) -> StoryTold:
    """The story with the judgements and issues that speak of its records."""
    wanted = {*reasons, *(name for claim in story.claims for name in claim.judgements)}
    articles = {article.id for article in story.articles}
    return msgspec.structs.replace(
        story,
        judgements=tuple(judgements[name] for name in sorted(wanted) if name in judgements),
        issues=tuple(issue for issue in issues if issue.article in articles),
    )
