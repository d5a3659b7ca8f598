"""What can be read: stories with their parts, articles, versions, search, changes."""

from __future__ import annotations

import dataclasses
from datetime import UTC, date, datetime
from typing import Annotated

from fastapi import APIRouter, Query, Request, Response

from crosswire import __version__
from crosswire.records.brief import FORMAT, ArticleTold, ClaimTold, StoryTold
from crosswire.records.claim import Mode, Support
from crosswire.serve.api import answers as told
from crosswire.serve.api.answers import answer, documented
from crosswire.serve.api.paging import PAGE, Cursor, Id, Limit, Number, gone, one, page
from crosswire.serve.api.problems import Refusal
from crosswire.serve.api.rights import May, holdings_of
from crosswire.serve.view import StoryView
from crosswire.serve.view_groups import contested
from crosswire.serve.view_words import web_address
from crosswire.upkeep.searching import Query as Asked

router = APIRouter(dependencies=[May("read")], tags=["read"])

# More hits than this nobody leafs through, and each page is searched anew.
DEEPEST = 1_000

Part = Annotated[str | None, Query(min_length=1, max_length=100, description="Part of its name.")]
Place = Annotated[
    int, Query(alias="cursor", ge=0, le=DEEPEST, description="`next` of the page before.")
]


@router.get("/status", responses=documented(told.Status))
def status(request: Request) -> Response:
    """What the archive holds, and whether anything is still being worked in."""
    holdings = holdings_of(request)
    counts = holdings.counts()
    return answer(
        request,
        told.Status(
            release=__version__,
            format=FORMAT,
            behind=holdings.is_behind(),
            trouble=holdings.trouble,
            **dataclasses.asdict(counts),
        ),
    )


@router.get("/stories", responses=documented(told.Stories))
def stories(request: Request, cursor: Number = None, limit: Limit = PAGE) -> Response:
    """All stories, those with most articles first."""
    try:
        found = holdings_of(request).listed(cursor, limit + 1)
    except LookupError as error:
        raise gone() from error
    items = tuple(_story_line(row.number, view) for row, view in found[:limit])
    after = str(items[-1].thread) if len(found) > limit else None
    return answer(request, told.Stories(items=items, next=after))


@router.get("/stories/{story}", responses=documented(StoryTold))
def story(request: Request, story: Id) -> Response:
    """One story with everything: the format is that of `crosswire brief --format json`."""
    return answer(request, _view(request, story).story)


@router.get("/stories/{story}/claims", responses=documented(told.Claims))
def claims(
    request: Request,
    story: Id,
    support: Annotated[Support | None, Query(description="Only claims with this support.")] = None,
    cursor: Cursor = None,
    limit: Limit = PAGE,
) -> Response:
    """The claims of a story, the weightiest first, each with its origins and sentences."""
    view = _view(request, story)
    asked = [claim for claim in view.ranked() if support in (None, claim.support)]
    shown, after = page(asked, lambda claim: claim.id, cursor, limit)
    differ = contested(view)
    items = tuple(claim_entry(view, claim, claim.id in differ) for claim in shown)
    return answer(request, told.Claims(items=items, next=after))


@router.get("/stories/{story}/statements", responses=documented(told.Statements))
def statements(request: Request, story: Id, cursor: Cursor = None, limit: Limit = PAGE) -> Response:
    """What the articles of a story say, sentence by sentence."""
    found = list(_view(request, story).statements.values())
    shown, after = page(found, lambda said: said.id, cursor, limit)
    return answer(request, told.Statements(items=tuple(shown), next=after))


@router.get("/stories/{story}/articles", responses=documented(told.Articles))
def articles(request: Request, story: Id, cursor: Cursor = None, limit: Limit = PAGE) -> Response:
    """The articles of a story in order of publication, without their texts."""
    view = _view(request, story)
    shown, after = page(list(view.articles.values()), lambda found: found.id, cursor, limit)
    items = tuple(_article_line(view, found) for found in shown)
    return answer(request, told.Articles(items=items, next=after))


@router.get("/articles/{article}", responses=documented(told.ArticleEntry))
def article(request: Request, article: Id) -> Response:
    """One article as found, with its text and labelled pieces."""
    view, found = _article(request, article)
    return answer(request, told.ArticleEntry(story=view.story.id, article=found))


@router.get("/articles/{article}/versions", responses=documented(told.Versions))
def versions(request: Request, article: Id) -> Response:
    """The texts that come from this article or it from them, and what changed between versions."""
    view, found = _article(request, article)
    lineage = next((one for one in view.story.lineages if found.id in one.articles), None)
    return answer(request, told.Versions(article=found.id, lineage=lineage))


@router.get("/search", responses=documented(told.Findings))
def search(
    request: Request,
    q: Annotated[str, Query(max_length=300, description='Words, or phrases "in quotes".')] = "",
    outlet: Part = None,
    source: Part = None,
    place: Part = None,
    first: Annotated[
        date | None, Query(alias="from", description="Published then or later.")
    ] = None,
    until: Annotated[date | None, Query(description="Published then or earlier.")] = None,
    mode: Annotated[Mode | None, Query(description="Only statements of this mode.")] = None,
    origins: Annotated[int, Query(ge=0, le=1_000, description="At least so many origins.")] = 0,
    cursor: Place = 0,
    limit: Limit = PAGE,
) -> Response:
    """Claims, statements and articles that hold all these words and pass the filters, best first."""
    query = Asked(
        words=q, outlet=outlet, source=source, place=place, mode=mode, origins=origins,
        first=first.isoformat() if first else None, last=until.isoformat() if until else None,
        limit=cursor + limit + 1,
    )  # fmt: skip
    found = holdings_of(request).search(query)
    after = cursor + limit
    more = len(found) > after and after <= DEEPEST
    items = tuple(found[cursor:after])
    return answer(request, told.Findings(items=items, next=str(after) if more else None))


@router.get("/changes", responses=documented(told.Changes))
def changes(
    request: Request,
    since: Annotated[
        date | datetime | None,
        Query(description="A day or moment (UTC where it tells no zone): 2024-03-01T14:00Z."),
    ] = None,
    cursor: Number = None,
    limit: Limit = PAGE,
) -> Response:
    """What was learned since then: new claims, changed numbers, outcomes of what was expected."""
    moment = _utc(since) if since else ""
    found = holdings_of(request).news(moment, cursor or 0, limit + 1)
    items = tuple(
        told.Change(
            at=item.at, story=item.story, thread=item.thread, headline=item.headline,
            news=item.news, outlet=item.outlet, address=web_address(item.address),
            published=item.published, origins=item.origins,
        )
        for _, item in found[:limit]
    )  # fmt: skip
    last = str(found[:limit][-1][0]) if found else None
    after = last if len(found) > limit else None
    return answer(request, told.Changes(since=moment, items=items, next=after, last=last))


def _utc(since: date | datetime) -> str:
    """The moment as news are dated, fit to be compared as text."""
    when = since if isinstance(since, datetime) else datetime(since.year, since.month, since.day)
    if when.tzinfo is not None:
        try:
            when = when.astimezone(UTC)
        except OverflowError:  # the first or last day there is
            when = when.replace(tzinfo=None)
    return when.replace(tzinfo=None).isoformat(timespec="milliseconds")


def _view(request: Request, name: str) -> StoryView:
    view = holdings_of(request).story(name)
    if view is None:
        raise Refusal(404, f"there is no story {name}.")
    return view


def _article(request: Request, name: str) -> tuple[StoryView, ArticleTold]:
    view = _view(request, name)
    return view, one(view.articles, name, "article")


def _story_line(thread: int, view: StoryView) -> told.StoryLine:
    story = view.story
    natures = [entry.nature for entry in story.disagreements]
    return told.StoryLine(
        id=story.id,
        thread=thread,
        headline=view.headline,
        start=story.start,
        end=story.end,
        places=story.places,
        names=story.names,
        articles=story.counts.articles,
        texts=story.counts.texts,
        origins=story.counts.origins,
        claims=len(story.claims),
        conflicts=natures.count("conflict"),
        updates=natures.count("update"),
        open_expectations=sum(entry.status == "open" for entry in story.expectations),
    )


def claim_entry(view: StoryView, claim: ClaimTold, differs: bool) -> told.ClaimEntry:
    """A claim with its sentences, and where each stands."""
    return told.ClaimEntry(
        claim=claim,
        contested=differs,
        sentences=tuple(sentence(view, said.id) for said in view.said(claim.statements)),
    )


def sentence(view: StoryView, name: str) -> told.Sentence:
    """A statement of the story as a sentence with its chain and place."""
    said = view.statements[name]
    found = view.articles.get(said.article)
    return told.Sentence(
        statement=said.id,
        text=said.text,
        chain=tuple(view.chain(said)),
        mode=said.mode,
        negated=said.negated,
        descent=said.descent,
        article=said.article,
        outlet=view.outlet(said.article),
        address=web_address(found.address) if found else None,
        published=found.published if found else None,
    )


def _article_line(view: StoryView, found: ArticleTold) -> told.ArticleLine:
    return told.ArticleLine(
        id=found.id,
        story=view.story.id,
        headline=found.headline,
        outlet=view.outlet(found.id),
        outlet_kind=found.outlet_kind,
        agency=found.agency,
        address=web_address(found.address),
        published=found.published,
        modified=found.modified,
        language=found.language,
    )
