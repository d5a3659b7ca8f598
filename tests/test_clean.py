"""The clean stage: a page becomes an article that later stages can point into."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from benchmarks.tasks.clean import answer
from crosswire.records.base import Issue, Record
from crosswire.records.page import Article, Draft, Page, Sheet
from crosswire.records.shape import Room, of_type
from crosswire.stages.clean import STAGE, CleanOptions, key, lay_out, run
from crosswire.text.layout import Layout, Piece

FIRST = "A ferry with 212 people on board ran aground off the harbour on Sunday, police said."
SECOND = "Captain Ben Low told reporters that nobody was hurt and the tide would lift the ship."
HTML = f"""<html lang="en"><head><title>Ferry runs aground</title>
<meta property="article:published_time" content="2024-05-12T08:05:00+02:00">
<meta name="author" content="Ada Moss"></head><body><nav>Home</nav><article>
<h1>Ferry runs aground</h1><p>PORT TOWN, May 12 (Reuters) - {FIRST}</p>
<figure><figcaption>The ferry on the sandbank</figcaption></figure><p>{SECOND}</p></article></body></html>"""
GERMAN = "Die Fähre ist am Sonntag vor dem Hafen auf Grund gelaufen, und die Polizei ermittelt nun."


def clean(page: Page, **options: object) -> tuple[Article | None, list[Issue]]:
    room = Room(CleanOptions(**options))  # type: ignore[arg-type]
    found: list[Record] = list(run(page.id, [page], room))
    drafts = of_type(found, Sheet)
    return (drafts[0].article if drafts else None), of_type(found, Issue)


def html(markup: str = HTML, **told: object) -> Page:
    return Page.make("a.html", markup.encode(), "text/html", **told)  # type: ignore[arg-type]


def kinds(issues: list[Issue]) -> dict[str, str]:
    return {issue.kind: issue.severity for issue in issues}


def test_an_html_page_becomes_an_article() -> None:
    """Body, headline, author, agency, dateline and time with zone come out of one page."""
    article, issues = clean(html())
    assert article is not None
    assert article.body == f"{FIRST}\n\n{SECOND}"
    assert article.headline == "Ferry runs aground"
    assert article.authors == ("Ada Moss",)
    assert (article.dateline_place, article.agency) == ("Port Town", "Reuters")
    assert article.published is not None
    assert article.published.value == "2024-05-12T08:05:00+02:00"
    assert article.anchor == article.published
    assert issues == []


def test_a_plain_text_page_becomes_an_article() -> None:
    """A dump without markup goes through the line labeller into the same shape."""
    text = f"Ferry runs aground\n\nBy Ada Moss\n\nMay 12, 2024\n\n{FIRST}\n\n{SECOND}\n"
    article, _ = clean(Page.make("a.txt", text.encode(), "text/plain"))
    assert article is not None
    assert FIRST in article.body
    assert SECOND in article.body


def test_every_span_holds_its_quote_and_points_at_its_block() -> None:
    """Headline and captions follow the body, and every block with a span stands where it says."""
    article, _ = clean(html())
    assert article is not None
    pointed = [block for block in article.blocks if block.span is not None]
    assert all(block.span and block.span.fits(article.text) for block in pointed)
    assert all(block.span and block.span.quote == block.text for block in pointed)
    assert {block.label for block in pointed} == {"body", "headline", "caption"}
    assert article.text.startswith(article.body + "\n\nFerry runs aground")


LABELS = st.sampled_from(["headline", "standfirst", "caption", "body", "furniture", "byline"])


@given(st.lists(st.tuples(LABELS, st.text(min_size=1, max_size=20)), max_size=12))
@settings(max_examples=100, deadline=None)
def test_the_text_is_laid_out_from_any_pieces(told: list[tuple[str, str]]) -> None:
    """The body comes first, parted by blank lines, and no block is lost."""
    pieces = tuple(Piece(label, text) for label, text in told)  # type: ignore[arg-type]
    text, body_end, blocks = lay_out(Layout(pieces))
    assert text[:body_end] == "\n\n".join(piece.text for piece in pieces if piece.label == "body")
    assert [block.text for block in blocks] == [piece.text for piece in pieces]
    for block in blocks:
        assert block.span is None or text[block.span.start : block.span.end] == block.text


def test_ids_come_from_the_page_alone() -> None:
    """The same bytes give the same article wherever they lie, and the key is the page's own id."""
    here, there = html(), Page.make("b.html", HTML.encode(), "text/html")
    assert clean(here)[0] != clean(there)[0]
    assert [a.id for a in (clean(here)[0], clean(there)[0]) if a] == [clean(here)[0].id] * 2  # type: ignore[union-attr]
    assert list(key(here)) == [here.id]


def test_what_came_with_the_page_outranks_what_it_shows() -> None:
    """Title, time, outlet, address and authors of a JSON line win, and a contradiction is said."""
    fields: dict[str, str | list[str]] = {
        "title": "Another headline",
        "published": "2023-01-02T03:04:00Z",
        "outlet": "Reuters",
        "url": "https://www.reuters.com/world/ferry",
        "authors": ["Cy Orr"],
    }
    article, issues = clean(html(fields=fields))
    assert article is not None
    assert article.headline == "Another headline"
    assert article.published is not None
    assert article.published.value == "2023-01-02T03:04:00+00:00"
    assert (article.outlet, article.outlet_kind, article.domain) == (
        "Reuters",
        "agency",
        "reuters.com",
    )
    assert article.authors == ("Cy Orr",)
    assert kinds(issues) == {"dates-differ": "doubt"}


@pytest.mark.parametrize(
    ("body", "kind"),
    [
        (b"", "empty"),
        (b"%PDF-1.7 ...", "binary"),
        (bytes(range(256)) * 8, "binary"),
        (b"<html><body></body></html>", "no-text"),
        (b"<html><body><p>Menu</p></body></html>", "no-text"),
    ],
)
def test_an_unreadable_page_gives_one_clear_word(body: bytes, kind: str) -> None:
    """No article, one issue that says skipped, and where the page lies."""
    article, issues = clean(Page.make("pile/a.html", body, "text/html"))
    assert article is None
    assert [(issue.kind, issue.severity, issue.about) for issue in issues] == [
        (kind, "skipped", "pile/a.html")
    ]


def test_undated_pages_and_pages_without_headline_are_noted() -> None:
    """A page that does not tell its day gets none, and the brief says so."""
    markup = f"<html lang='en'><body><p>{FIRST}</p><p>{SECOND}</p></body></html>"
    article, issues = clean(html(markup))
    assert article is not None
    assert article.published is None
    assert article.anchor is None
    assert kinds(issues) == {"undated": "note", "no-headline": "note"}
    assert {issue.article for issue in issues} == {article.id}


def test_a_page_in_another_language_is_kept_and_named() -> None:
    """German text stays an article, with a note that it is not read."""
    markup = HTML.replace(FIRST, GERMAN).replace(SECOND, GERMAN + " Niemand ist verletzt worden.")
    article, issues = clean(html(markup))
    assert article is not None
    assert article.language == "de"
    assert kinds(issues)["language"] == "note"


def test_a_date_after_fetching_is_doubted() -> None:
    """What was fetched on Monday cannot have been published the week after."""
    _, issues = clean(html(fetched="2024-05-01T00:00:00Z"))
    assert kinds(issues) == {"future-date": "doubt"}


def test_a_runner_up_before_fetching_is_believed() -> None:
    """Of two days told the impossible one is named, and the other stands."""
    data = '<script type="application/ld+json">{"@type": "NewsArticle", "datePublished": "2031-05-12T08:05Z"}</script>'
    page = html(HTML.replace("</head>", data + "</head>"), fetched="2024-05-13T00:00:00Z")
    article, issues = clean(page)
    assert article is not None
    assert article.published is not None
    assert article.published.value == "2024-05-12T08:05:00+02:00"
    assert article.published.how == "meta article:published_time"
    assert article.published.others == ("2031-05-12T08:05:00+00:00 (json-ld)",)
    assert kinds(issues) == {"future-date": "doubt"}


def test_a_change_before_publication_is_doubted() -> None:
    """A page that was last changed a year before it was published has one of them wrong."""
    changed = '<meta property="article:modified_time" content="2023-05-12T08:05:00Z">'
    _, issues = clean(html(HTML.replace("</head>", changed + "</head>")))
    assert kinds(issues) == {"dates-differ": "doubt"}


@given(st.binary(max_size=300), st.sampled_from(["text/html", "text/plain"]))
@settings(max_examples=60, deadline=None)
def test_no_page_breaks_the_stage(body: bytes, media_type: str) -> None:
    """Whatever the bytes are, there is an article or a skipped issue."""
    article, issues = clean(Page.make("x", body, media_type))  # type: ignore[arg-type]
    assert article is not None or "skipped" in kinds(issues).values()


def test_the_stage_declares_what_it_reads_and_writes() -> None:
    """Two steps: pages in, sheets out; sheets of one outlet in, drafts out; issues from both."""
    told = [(step.name, step.reads, step.writes) for step in STAGE.steps]
    assert told == [
        ("clean.page", (Page,), (Sheet, Issue)),
        ("clean.furniture", (Sheet,), (Draft, Issue)),
    ]


def test_the_evaluation_door_answers_every_line() -> None:
    """HTML, text and hopeless pages each give one answer with the four fields."""
    lines = [{"id": "1", "html": HTML, "url": "https://a.example/x"}, {"id": "2", "text": FIRST}]
    found = list(answer([*lines, {"id": "3", "html": ""}]))
    assert [row["id"] for row in found] == ["1", "2", "3"]
    assert found[0]["published"] == "2024-05-12T08:05:00+02:00"
    assert FIRST in found[0]["text"]
    assert found[2] == {"id": "3", "headline": None, "published": None, "authors": [], "text": ""}
