"""Pages for those who speak, publish and are named: sources, outlets, people and places."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from typing import Annotated, Any, Literal
from urllib.parse import urlencode

from fastapi import APIRouter, Query, Request, Response

from crosswire.records.brief import ArticleTold, BearerTold, StatementTold
from crosswire.serve.api.holdings import Holdings
from crosswire.serve.api.problems import Refusal
from crosswire.serve.api.rights import holdings_of
from crosswire.serve.desk.pages import is_fragment, page
from crosswire.serve.view import StoryView, notes
from crosswire.serve.view_words import line
from crosswire.store.fronts import Voiced
from crosswire.upkeep.fronting import COPIED, CREDITED, OWN, descents_of, key_of

router = APIRouter()

Kind = Literal["source", "outlet", "name"]
KINDS: dict[Kind, str] = {"source": "Sources", "outlet": "Outlets", "name": "People and places"}

LISTED = 100
_WORDS = {OWN: "own", COPIED: "copied", CREDITED: "credited"}

# Stories looked into on one page, the last changed first; each takes some milliseconds.
STORIES = 12
SENTENCES = 12

Name = Annotated[str, Query(min_length=1, max_length=200)]
Skip = Annotated[int, Query(ge=0, le=100_000)]


@dataclass(frozen=True)
class Said:
    """A sentence in a story, with who carries it."""

    statement: StatementTold
    tag: str
    outlet: str
    chain: list[str]
    notes: list[str]


@dataclass
class InStory:
    """What of one story belongs on the page."""

    thread: int
    view: StoryView
    said: list[Said] = field(default_factory=list)
    more: int = 0
    articles: list[tuple[ArticleTold, str, str]] = field(default_factory=list)
    bearers: list[BearerTold] = field(default_factory=list)


@router.get("/sources")
def listed(
    request: Request,
    kind: Kind = "source",
    q: Annotated[str, Query(max_length=100)] = "",
    after: Skip = 0,
) -> Response:
    """All sources, outlets or names of the archive, those that said most first."""
    with holdings_of(request).fronts() as fronts:
        rows = fronts.voices(kind, key_of(q), after, LISTED + 1) if fronts else []
    template = "who_rows.html" if is_fragment(request) else "who_list.html"
    return page(
        request, template, here="sources", kind=kind, kinds=KINDS, rows=rows[:LISTED], q=q, after=after,
        more=after + LISTED if len(rows) > LISTED else 0,
    )  # fmt: skip


@router.get("/source")
def source(request: Request, name: Name, after: Skip = 0) -> Response:
    """One source: what it said, in which stories, and who carried it."""
    holdings, key = holdings_of(request), key_of(name)
    voiced, stories = _found(holdings, "source", key, after)
    carried: Counter[str] = Counter()
    for story in stories:
        spoken = [one for one in story.view.story.statements if key in _sources(one)]
        carried.update(story.view.outlet(one.article) for one in spoken)
        _tell(story, spoken)
    return _page(
        request, "who_source.html", name, voiced, stories, after, carried=carried.most_common(12)
    )


@router.get("/outlet")
def outlet(request: Request, name: Name, after: Skip = 0) -> Response:
    """One outlet: its articles, how much of them is its own, copied, credited, and whom it cites."""
    holdings, key = holdings_of(request), key_of(name)
    voiced, stories = _found(holdings, "outlet", key, after)
    cited: Counter[str] = Counter()
    copied_from: Counter[str] = Counter()
    for story in stories:
        descents = descents_of(story.view.story)
        for article in story.view.story.articles:
            if key_of(article.outlet or "") != key:
                continue
            spoken = [one for one in story.view.story.statements if one.article == article.id]
            for one in spoken:
                cited.update(line(hop.name, 80) for hop in one.sources)
                parent = story.view.statements.get(one.copied_from or "")
                known = parent is not None and story.view.articles.get(parent.article)
                if parent and known and key_of(known.outlet or "") != key:
                    copied_from[story.view.outlet(parent.article)] += 1
            word = _WORDS[descents[article.id]]
            story.articles.append((article, word, story.view.kin(article.id)))
    return _page(
        request, "who_outlet.html", name, voiced, stories, after,
        cited=cited.most_common(12), copied_from=copied_from.most_common(8),
    )  # fmt: skip


@router.get("/name")
def named(request: Request, name: Name, after: Skip = 0) -> Response:
    """One person, organisation or place: its spellings, its stories, and where it is named."""
    holdings, key = holdings_of(request), key_of(name)
    voiced, stories = _found(holdings, "name", key, after)
    forms: dict[str, None] = {}
    for story in stories:
        story.bearers = [one for one in story.view.story.entities if key_of(one.name) == key]
        spelled = {form for one in story.bearers for form in one.variants}
        forms |= dict.fromkeys(line(form, 60) for form in sorted(spelled))
        naming = [one for one in story.view.story.statements if _names(one, spelled)]
        _tell(story, [one for one in naming if one.descent != "copied"])
    speaks = _voice(holdings, "source", key) is not None
    return _page(
        request,
        "who_name.html",
        name,
        voiced,
        stories,
        after,
        forms=list(forms)[:24],
        speaks=speaks,
    )


def _page(
    request: Request, template: str, name: str, voiced: Voiced, stories: list[InStory], after: int,
    **shown: Any,
) -> Response:  # fmt: skip
    more = after + STORIES if voiced.threads > after + STORIES else 0
    return page(
        request, template, here="sources", name=voiced.shown, voiced=voiced, stories=stories,
        more=more, after=after, asked=name, **shown,
    )  # fmt: skip


def _voice(holdings: Holdings, kind: Kind, key: str) -> Voiced | None:
    with holdings.fronts() as fronts:
        return fronts.voice(kind, key) if fronts else None


class Unlisted(Refusal):
    """No page for this name: who asked is led to the search, which knows all words."""

    def __init__(self, kind: Kind, name: str) -> None:
        asked: dict[str, str] = {"q": f'"{name}"'} if kind == "name" else {str(kind): name}
        where = {"Location": f"/search?{urlencode(asked)}"}
        super().__init__(303, f"no page for {line(name, 80)}", where)


def _found(holdings: Holdings, kind: Kind, key: str, after: int) -> tuple[Voiced, list[InStory]]:
    """Whom the page is about, and the stories, the last changed first. Raises Unlisted."""
    with holdings.fronts() as fronts:
        voiced = fronts.voice(kind, key) if fronts else None
        threads = fronts.threads_of(kind, key, after + STORIES)[after:] if fronts else []
    if voiced is None:
        raise Unlisted(kind, key)
    views = ((thread, holdings.story(str(thread))) for thread in threads)
    return voiced, [InStory(thread, view) for thread, view in views if view is not None]


def _sources(statement: StatementTold) -> set[str]:
    return {key_of(hop.name) for hop in statement.sources}


def _names(statement: StatementTold, forms: set[str]) -> bool:
    return any(form in statement.text for form in forms)


def _tell(story: InStory, spoken: list[StatementTold]) -> None:
    """The sentences of a story, those that are no copies first."""
    ordered = sorted(
        spoken, key=lambda one: (one.descent == "copied", story.view.numbers.get(one.article, 0))
    )
    view = story.view
    story.said = [
        Said(one, view.tag(one.article), view.outlet(one.article), view.chain(one), notes(one))
        for one in ordered[:SENTENCES]
    ]
    story.more = max(len(ordered) - SENTENCES, 0)
