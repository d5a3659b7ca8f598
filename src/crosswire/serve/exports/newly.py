"""Only what is new since a day, for `crosswire export --since`.

Formats whose files replace one another by story (feeds, news items, STIX reports) get the stories in
which anything is new, whole. Formats of rows that are laid beside earlier ones (tables, RDF, entities,
calendars, Markdown) get the new claims with all that they rest on, and nothing else.
"""

from __future__ import annotations

from collections.abc import Iterable

import msgspec

from crosswire.errors import BadInput
from crosswire.records.base import Issue
from crosswire.records.brief import Brief, LineageTold, StoryTold
from crosswire.serve.exports.formats import FORMATS, Form


def check_since(form: Form) -> None:
    """Raises BadInput for a format of which a part would be misread."""
    if form.since == "none":
        others = ", ".join(one.name for one in FORMATS.values() if one.since != "none")
        raise BadInput(
            f"{form.name} draws all that is told as one picture; a part of it would be misread. "
            f"Leave --since out, or take one of: {others}."
        )


def only_new(brief: Brief, form: Form) -> Brief:
    """The brief with what is new since `brief.since`, cut as the format needs it."""
    news = [story for story in brief.stories if story.news]
    stories = news if form.since == "stories" else [_cut(story) for story in news]
    articles = {article.id for story in stories for article in story.articles}
    issues = tuple(one for one in brief.issues if _speaks_of(one, articles))
    return msgspec.structs.replace(brief, stories=tuple(stories), issues=issues)


def _speaks_of(issue: Issue, articles: set[str]) -> bool:
    return issue.article in articles or issue.kind == "since-undated"


def _cut(story: StoryTold) -> StoryTold:
    """The story with its new claims, the disagreements they stand in, and what both rest on."""
    fresh = {entry.statement for entry in story.news}
    named = {entry.claim for entry in story.news}
    differ = tuple(
        entry
        for entry in story.disagreements
        if any(not fresh.isdisjoint(side.statements) for side in entry.sides)
    )
    claims = tuple(
        claim
        for claim in story.claims
        if claim.id in named or not fresh.isdisjoint(claim.statements)
    )
    held = {said for claim in claims for said in claim.statements} | fresh
    held |= {said for entry in differ for side in entry.sides for said in side.statements}
    expected = tuple(
        entry
        for entry in story.expectations
        if entry.claim in named or entry.statement in held or not fresh.isdisjoint(entry.by)
    )
    held |= {said for entry in expected for said in (entry.statement, *entry.by)}
    statements = tuple(said for said in story.statements if said.id in held)
    articles = {said.article for said in statements} | {entry.article for entry in story.news}
    kept = {claim.id for claim in claims}
    return msgspec.structs.replace(
        story,
        articles=tuple(article for article in story.articles if article.id in articles),
        statements=statements,
        claims=claims,
        disagreements=differ,
        expectations=expected,
        timeline=tuple(entry for entry in story.timeline if entry.claim in kept),
        entities=tuple(e for e in story.entities if not articles.isdisjoint(e.articles)),
        lineages=tuple(_lineages(story.lineages, articles)),
        issues=tuple(issue for issue in story.issues if issue.article in articles),
    )


def _lineages(lineages: Iterable[LineageTold], articles: set[str]) -> Iterable[LineageTold]:
    """What lies between two of these articles."""
    for lineage in lineages:
        kinships = tuple(k for k in lineage.kinships if {k.left, k.right} <= articles)
        if kinships:
            changes = tuple(c for c in lineage.changes if {c.left, c.right} <= articles)
            members = tuple(name for name in lineage.articles if name in articles)
            yield msgspec.structs.replace(
                lineage, articles=members, kinships=kinships, changes=changes
            )
