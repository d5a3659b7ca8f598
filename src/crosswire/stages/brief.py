"""Brief: what it all adds up to, story by story.

Reads: Story, Chapter, Statement, Claim, Bearer, Disagreement, Expectation, Happening.
Writes: StoryTold.
Meets: everything that belongs to one story, under the story's id. Judgements and issues are bound in
    by the pipeline, since they know the records they speak of but not the story.
Decides: the order in which things are told, and how many texts and origins there are in all.
Never: changes, drops or words anything: what is told is quoted from the records.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from crosswire.records.base import Record, Span
from crosswire.records.brief import (
    ArticleTold,
    BearerTold,
    BlockTold,
    ChangeTold,
    ClaimTold,
    Counts,
    DisagreementTold,
    ExpectationTold,
    HappeningTold,
    KinshipTold,
    LineageTold,
    OriginTold,
    SourceTold,
    StatementTold,
    StoryTold,
    TimeTold,
)
from crosswire.records.claim import (
    Bearer,
    Chapter,
    Claim,
    Disagreement,
    Expectation,
    Happening,
    Statement,
)
from crosswire.records.lineage import Change, Kinship, Lineage
from crosswire.records.page import Article
from crosswire.records.reading import Time
from crosswire.records.shape import Options, Room, Stage, Step, of_type
from crosswire.records.story import Story


class BriefOptions(Options, frozen=True, kw_only=True):
    """Nothing is cut from the brief; the doors decide how much they show."""


def key(record: Any) -> Iterable[str]:
    """The story."""
    return (record.id,) if isinstance(record, Story) else (record.story,)


def run(_key: str, records: Sequence[Any], _room: Room) -> Iterator[Record]:
    """The story as the brief tells it."""
    for story in of_type(records, Story):
        yield _tell(story, records)


def _tell(story: Story, records: Sequence[Any]) -> StoryTold:
    chapters = {chapter.article.id: chapter for chapter in of_type(records, Chapter)}
    chapters = {name: chapters[name] for name in story.articles if name in chapters}
    place = {name: number for number, name in enumerate(chapters)}
    statements = sorted(
        of_type(records, Statement), key=lambda s: (place[s.article], s.span.start, s.span.end)
    )
    by_id = {statement.id: statement for statement in statements}
    claims = sorted(of_type(records, Claim), key=lambda c: (-c.weight, c.id))
    texts = {name: place for place, name in enumerate(by_id)}
    lineages = _lineages(chapters)
    return StoryTold(
        id=story.id,
        headline=story.headline,
        start=story.start,
        end=story.end,
        places=story.places,
        names=story.names,
        counts=_counts(chapters, lineages, claims),
        articles=tuple(_article(chapter) for chapter in chapters.values()),
        statements=tuple(_statement(s, chapters[s.article]) for s in statements),
        claims=tuple(_claim(claim, by_id, texts) for claim in claims),
        disagreements=tuple(_disagreement(d) for d in _by_nature(of_type(records, Disagreement))),
        expectations=tuple(_expectation(e, by_id) for e in _by_due(of_type(records, Expectation))),
        timeline=tuple(_happening(h, by_id) for h in _by_time(of_type(records, Happening))),
        entities=tuple(_bearer(b) for b in _by_reach(of_type(records, Bearer))),
        lineages=tuple(_lineage(line, chapters) for line in lineages),
        judgements=(),
        issues=(),
        reasons=story.reasons,
    )


def _by_nature(disagreements: list[Disagreement]) -> list[Disagreement]:
    order = ("conflict", "update", "variant")
    return sorted(disagreements, key=lambda d: (order.index(d.nature), d.kind, d.id))


def _by_due(expectations: list[Expectation]) -> list[Expectation]:
    return sorted(expectations, key=lambda e: (e.due or "9", e.id))


def _by_time(happenings: list[Happening]) -> list[Happening]:
    return sorted(happenings, key=lambda h: (h.start, h.value, h.id))


def _by_reach(bearers: list[Bearer]) -> list[Bearer]:
    return sorted(bearers, key=lambda b: (-len(b.articles), b.name, b.id))


def _lineages(chapters: dict[str, Chapter]) -> list[Lineage]:
    found = {c.lineage.id: c.lineage for c in chapters.values() if c.lineage is not None}
    return [found[name] for name in sorted(found)]


def _counts(chapters: dict[str, Chapter], lineages: list[Lineage], claims: list[Claim]) -> Counts:
    bound = sum(len([a for a in line.articles if a in chapters]) - 1 for line in lineages)
    ends = {(o.kind, o.name) for claim in claims for o in claim.origins if o.kind != "crowd"}
    return Counts(articles=len(chapters), texts=len(chapters) - bound, origins=len(ends))


def _article(chapter: Chapter) -> ArticleTold:
    article = chapter.article
    return ArticleTold(
        id=article.id,
        source=article.source,
        text=article.body,
        full_text=article.text,
        headline=article.headline,
        outlet=article.outlet,
        outlet_kind=article.outlet_kind,
        address=article.address,
        published=article.published.value if article.published else None,
        published_how=article.published.how if article.published else None,
        modified=article.modified.value if article.modified else None,
        anchor=article.anchor.value if article.anchor else None,
        anchor_how=article.anchor.how if article.anchor else None,
        dateline_place=article.dateline_place,
        agency=article.agency,
        authors=article.authors,
        contributors=article.contributors,
        language=article.language,
        times=tuple(_time(time) for time in chapter.reading.times),
        blocks=tuple(
            BlockTold(
                label=block.label,
                text=block.text,
                start=block.span.start if block.span else None,
                end=block.span.end if block.span else None,
            )
            for block in article.blocks
        ),
    )


def _time(time: Time) -> TimeTold:
    return TimeTold(
        text=time.span.quote,
        value=time.value,
        start=time.span.start,
        end=time.span.end,
        since=time.start,
        until=time.end,
        zone=time.zone,
    )


def _statement(statement: Statement, chapter: Chapter) -> StatementTold:
    return StatementTold(
        id=statement.id,
        article=statement.article,
        text=statement.span.quote,
        start=statement.span.start,
        end=statement.span.end,
        label=statement.label,
        mode=statement.mode,
        negated=statement.negated,
        quoted=statement.quoted,
        sources=tuple(
            SourceTold(
                name=hop.name,
                kind=hop.kind,
                start=hop.span.start if hop.span else None,
                end=hop.span.end if hop.span else None,
            )
            for hop in statement.sources
        ),
        descent=statement.descent,
        copied_from=statement.copied_from,
        paragraph=_paragraph(chapter.article, statement.span),
    )


def _worded(statement: Statement) -> str:
    """Its words; in square brackets what its sentence says of whom it speaks, "…" for what was left
    before a clause that begins in mid-sentence."""
    lead = " ".join(told for piece in statement.lead if (told := piece.quote.strip(" ,")))
    text = statement.span.quote
    if lead:
        return f"[{lead}] {text}"
    return f"… {text}" if statement.clause and text[:1].islower() else text


def _paragraph(article: Article, span: Span) -> tuple[int, int]:
    """Offsets of the block that holds the span, else of the span itself."""
    for block in article.blocks:
        if block.span is not None and block.span.holds(span):
            return block.span.start, block.span.end
    return span.start, span.end


def _claim(claim: Claim, statements: dict[str, Statement], texts: dict[str, int]) -> ClaimTold:
    ordered = tuple(sorted(claim.statements, key=lambda name: texts[name]))
    return ClaimTold(
        id=claim.id,
        text=_worded(statements[claim.wording]),
        wording=claim.wording,
        statements=ordered,
        articles=tuple(dict.fromkeys(statements[name].article for name in ordered)),
        origins=tuple(
            OriginTold(
                name=o.name, kind=o.kind, statements=o.statements, reason=o.reason, marks=o.marks
            )
            for o in claim.origins
        ),
        support=claim.support,
        weight=claim.weight,
        judgements=claim.judgements,
    )


def _disagreement(told: Disagreement) -> DisagreementTold:
    return DisagreementTold(
        id=told.id,
        kind=told.kind,
        nature=told.nature,
        sides=told.sides,
        about=told.about,
        reason=told.reason,
    )


def _expectation(told: Expectation, statements: dict[str, Statement]) -> ExpectationTold:
    return ExpectationTold(
        id=told.id,
        statement=told.statement,
        claim=told.claim,
        text=_worded(statements[told.statement]),
        status=told.status,
        due=told.due,
        by=told.by,
        overdue=told.overdue,
        reason=told.reason,
    )


def _happening(told: Happening, statements: dict[str, Statement]) -> HappeningTold:
    return HappeningTold(
        id=told.id,
        value=told.value,
        start=told.start,
        zone=told.zone,
        claim=told.claim,
        statement=told.statement,
        text=_worded(statements[told.statement]),
        background=told.background,
    )


def _bearer(told: Bearer) -> BearerTold:
    return BearerTold(
        id=told.id,
        name=told.name,
        type=told.kind,
        variants=told.variants,
        articles=told.articles,
    )


def _lineage(line: Lineage, chapters: dict[str, Chapter]) -> LineageTold:
    kin = {k.id: k for name in line.articles if name in chapters for k in chapters[name].kinships}
    return LineageTold(
        id=line.id,
        articles=line.articles,
        agency=line.agency,
        ordered=line.ordered,
        kinships=tuple(_kinship(kin[name]) for name in line.kinships if name in kin),
        changes=tuple(_change(change) for change in line.changes),
    )


def _kinship(kin: Kinship) -> KinshipTold:
    return KinshipTold(
        left=kin.left,
        right=kin.right,
        relation=kin.relation,
        direction=kin.direction,
        share=kin.share,
        passages=tuple(
            (p.left.start, p.left.end, p.right.start, p.right.end) for p in kin.passages
        ),
    )


def _change(change: Change) -> ChangeTold:
    return ChangeTold(
        left=change.left,
        right=change.right,
        kind=change.kind,
        before=change.before.quote if change.before else None,
        after=change.after.quote if change.after else None,
        before_at=(change.before.start, change.before.end) if change.before else None,
        after_at=(change.after.start, change.after.end) if change.after else None,
    )


STAGE = Stage(
    name="brief",
    options=BriefOptions(),
    steps=(
        Step(
            name="brief.tell",
            reads=(Story, Chapter, Statement, Claim, Bearer, Disagreement, Expectation, Happening),
            writes=(StoryTold,),
            key=key,
            run=run,
        ),
    ),
)
