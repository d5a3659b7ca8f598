"""Pages that are no article, copies of pages, and pages at the bounds."""

from __future__ import annotations

import json
import time

import pytest

from crosswire.records.base import Issue, Record
from crosswire.records.page import Article, Page, Sheet
from crosswire.records.shape import Room, of_type
from crosswire.stages.clean import CleanOptions, run
from crosswire.text.html import read_html
from crosswire.text.html_fast import read_fast
from crosswire.text.layout import MAX_LINES, MAX_TEXT, Layout
from crosswire.text.lines import label_lines
from crosswire.text.metadata_copies import copy_kind, original_of

SAID = "The ferry ran aground off the harbour of Port Town on Sunday, the coast guard said. "
BODY = "".join(f"<p>{SAID * 2}Passenger {n} told the paper of a loud noise.</p>" for n in range(5))


def clean(markup: str, *, fast: bool = False, **told: object) -> tuple[Article | None, list[Issue]]:
    page = Page.make("a.html", markup.encode(), "text/html", **told)  # type: ignore[arg-type]
    found: list[Record] = list(run(page.id, [page], Room(CleanOptions(fast=fast))))
    drafts = of_type(found, Sheet)
    return (drafts[0].article if drafts else None), of_type(found, Issue)


def data(**told: object) -> str:
    return f"<script type='application/ld+json'>{json.dumps(told)}</script>"


LOGIN = (
    "<h1>Ferry</h1><form><p>Log in with your name and password.</p><input type='password'></form>"
)
GALLERY = "<h1>The harbour in pictures</h1>" + "".join(
    f"<figure><img src='{n}'><figcaption>The ship in the harbour at {n} o'clock</figcaption></figure>"
    for n in range(8)
)
VIDEO = (
    data(**{"@type": "VideoObject", "name": "Ferry aground", "uploadDate": "2024-05-12"})
    + "<h1>Ferry aground</h1><video></video><p>Our reporter took this film of the ferry on Sunday.</p>"
)


FRONT = "".join(
    f"<article><h2><a href='/{n}'>Harbour of Elm number {n} is closed again</a></h2><p>{SAID}It is pier {n}.</p></article>"
    for n in range(9)
)


@pytest.mark.parametrize(
    ("markup", "kind"),
    [
        (LOGIN + "<p>Please log in to your account to go on.</p>", "login-wall"),
        ("<h1>Ferry</h1><p>Subscribe to continue reading this article today.</p>", "login-wall"),
        (
            "<h1>Before</h1><p>We value your privacy: we and our partners store data.</p>",
            "cookie-wall",
        ),
        ("<h1>Wait</h1><p>Checking your browser before you may see the site.</p>", "bot-wall"),
        ("<title>Log in</title>" + LOGIN.replace("Ferry", "Sign in"), "login-wall"),
        ("<h1>Ferry</h1><p>You have read all your free articles this month.</p>", "login-wall"),
        (
            "<h1>Before you continue</h1><p>We and our 812 partners store and read information on your device.</p>",
            "cookie-wall",
        ),
        (
            "<h1>Oops!</h1><p>It may have been moved or deleted, or never was here.</p>",
            "error-page",
        ),
        ("<h1>Herald</h1><p>We can’t find that page, sorry. Try our front page.</p>", "error-page"),
        (
            "<h1>Unavailable for legal reasons</h1><p>We cannot grant you access now.</p>",
            "error-page",
        ),
        (FRONT, "index-page"),
        (VIDEO, "video-page"),
        (
            GALLERY + "<p>Our photographer was at the harbour for the whole of Sunday.</p>",
            "gallery",
        ),
    ],
)
def test_pages_without_a_report_are_named_and_skipped(markup: str, kind: str) -> None:
    """Walls, films and galleries become no article, and the issue says what they are."""
    article, issues = clean(f"<html><body>{markup}</body></html>")
    assert article is None
    assert [(issue.kind, issue.severity) for issue in issues] == [(kind, "skipped")]


def test_a_report_among_linked_headlines_is_a_report() -> None:
    """Many links beside it, or a few stories told in passing, make no front page of an article."""
    links = "".join(
        f"<h3><a href='/{n}'>Harbour of Elm number {n} closed</a></h3>" for n in range(9)
    )
    article, _ = clean(f"<body><h1>Ferry aground</h1>{BODY}<section>{links}</section></body>")
    assert article is not None
    said = data(**{"@type": "NewsArticle", "headline": "The week at sea"})
    article, _ = clean(f"<head>{said}</head><body><h1>The week at sea</h1>{FRONT}</body>")
    assert article is not None


def test_a_report_with_a_video_or_a_cookie_line_is_a_report() -> None:
    """What stands beside a whole body does not make it a film or a wall."""
    article, issues = clean(f"<html><body>{VIDEO}{BODY}<p>We use cookies.</p></body></html>")
    assert article is not None
    assert not [issue for issue in issues if issue.severity == "skipped"]


CANONICAL = '<link rel="canonical" href="https://herald.example/news/ferry">'


@pytest.mark.parametrize(
    ("address", "what"),
    [
        ("https://herald.example/news/ferry/amp", "AMP copy"),
        ("https://amp.herald.example/news/ferry", "AMP copy"),
        ("https://herald-example.cdn.ampproject.org/c/s/herald.example/news/ferry", "AMP copy"),
        ("https://herald.example/news/ferry?print=1", "print copy"),
        ("https://web.archive.org/web/20240512080500/https://herald.example/news/ferry", "Wayback"),
        ("https://archive.ph/2024.05.12-080500/https://herald.example/news/ferry", "archive.today"),
    ],
)
def test_copies_are_tied_to_their_original(address: str, what: str) -> None:
    """The article bears the original's address, and a note names the copy."""
    markup = f"<html><head>{CANONICAL}</head><body><h1>Ferry aground</h1>{BODY}</body></html>"
    for fields in ({}, {"url": address}):
        article, issues = clean(markup, address=address, fields=fields)
        assert article is not None
        assert (article.address, article.domain) == (
            "https://herald.example/news/ferry",
            "herald.example",
        )
        notes = [issue.message for issue in issues if issue.kind == "copy"]
        assert len(notes) == 1
        assert notes[0].startswith(what)


ARCHIVED = '<link rel="canonical" href="https://web.archive.org/web/20240512080500/https://herald.example/news/ferry">'
BAR = '<div id="wm-ipp-base"><table><tr><td>Apr</td><td>MAY</td></tr></table>3 captures</div>'


@pytest.mark.parametrize("marks", [(ARCHIVED, ""), (CANONICAL, BAR)])
def test_a_saved_copy_tells_itself_what_it_is(marks: tuple[str, str]) -> None:
    """Without an address the archive's links and bar tell; the bar is no part of the article."""
    head, bar = marks
    markup = f"<html><head>{head}</head><body>{bar}<h1>Ferry aground</h1>{BODY}</body></html>"
    article, issues = clean(markup)
    assert article is not None
    assert article.address == "https://herald.example/news/ferry"
    assert "Wayback" in next(issue.message for issue in issues if issue.kind == "copy")
    assert "captures" not in "".join(block.text for block in article.blocks)


@pytest.mark.parametrize(
    "address",
    ["https://herald.example/champion", "https://herald.example/amplifier", "http://[broken", ""],
)
def test_other_addresses_are_no_copies(address: str) -> None:
    """Words that hold "amp" or "print" say nothing, and no address breaks the reader."""
    assert copy_kind(address, "https://herald.example/news/ferry", amp=False) is None
    assert original_of(address) == address


def test_a_wayback_copy_without_a_canonical_link_is_known_by_its_address() -> None:
    """The address of the original stands in that of the copy."""
    told = "https://web.archive.org/web/20240512id_/http:/herald.example/ferry"
    article, _ = clean(f"<html><body><h1>Ferry</h1>{BODY}</body></html>", address=told)
    assert article is not None
    assert article.address == "http://herald.example/ferry"


HARD = {
    "line breaks": BODY + "word<br>" * 100_000,
    "open divs": "<div>" * 50_000 + BODY,
    "closed divs": "<div>" * 20_000 + BODY + "</div>" * 20_000,
    "open spans": BODY + "<span>word " * 20_000,
    "brackets": "<script type='application/ld+json'>" + "[" * 100_000 + "</script>" + BODY,
    "no end of script": "<script>" * 20_000 + BODY,
    "meta": "<head>" + "<meta " * 100_000 + BODY,
}


@pytest.mark.slow
@pytest.mark.parametrize("name", HARD)
@pytest.mark.parametrize("reader", [read_html, read_fast])
def test_hard_pages_take_seconds_at_most(name: str, reader: object) -> None:
    """Size and nesting are bounded: a page made to hurt is read or skipped in a few seconds."""
    started = time.process_time()
    layout = reader(HARD[name])  # type: ignore[operator]
    assert isinstance(layout, Layout)
    assert time.process_time() - started < 6


def test_pages_beyond_the_bounds_are_skipped_with_a_word() -> None:
    """Too many lines, too much text: one issue each, and nothing is read."""
    many = read_html("<p>word</p>" * (MAX_LINES + 1))
    dump = label_lines("word\n" * (MAX_LINES + 1))
    long = label_lines("word " * (MAX_TEXT // 5 + 1))
    assert [layout.doubts[0].kind for layout in (many, dump, long)] == ["too-large"] * 3


ARABIC = (
    "قال خفر السواحل إن العبارة جنحت قبالة ميناء المدينة يوم الأحد ولم يصب أحد من الركاب بأذى. "
)
JAPANESE = "沿岸警備隊によると、日曜日に港の沖でフェリーが座礁したが、乗客にけがはなかった。"


@pytest.mark.parametrize(("words", "code"), [(ARABIC, "ar"), (JAPANESE, "ja")])
@pytest.mark.parametrize("fast", [False, True])
def test_pages_in_other_scripts_are_read(words: str, code: str, fast: bool) -> None:
    """Right-to-left and Chinese characters come out whole, in the language they are in."""
    paragraphs = [words * 4, words * 5, words * 6]
    markup = f"<html><body dir='rtl'><article><h1>{words[:20]}</h1>{''.join(f'<p>{p}</p>' for p in paragraphs)}</article></body></html>"
    article, issues = clean(markup, fast=fast)
    assert article is not None
    assert article.body.split("\n\n") == [p.strip() for p in paragraphs]
    assert article.language == code
    assert "language" in {issue.kind for issue in issues}


def test_malformed_data_does_not_hide_the_good_one() -> None:
    """Broken JSON-LD is passed over; a whole one and the tags beside it are read."""
    bad = "<script type='application/ld+json'>{'headline': oops,, </script>"
    good = data(**{"@type": "NewsArticle", "datePublished": "2024-05-12", "headline": "Ferry"})
    article, _ = clean(f"<html><head>{bad}{good}</head><body><h1>Ferry</h1>{BODY}</body></html>")
    assert article is not None
    assert article.published is not None
    assert article.published.value == "2024-05-12"


def test_contradictory_dates_are_told() -> None:
    """The first witness is believed, the other is named as a doubt."""
    meta = '<meta property="article:published_time" content="2021-01-05">'
    told = data(**{"@type": "NewsArticle", "datePublished": "2024-05-12", "headline": "Ferry"})
    article, issues = clean(
        f"<html><head>{told}{meta}</head><body><h1>Ferry</h1>{BODY}</body></html>"
    )
    assert article is not None
    assert article.published is not None
    assert article.published.value == "2024-05-12"
    assert ["2021-01-05" in issue.message for issue in issues if issue.kind == "dates-differ"] == [
        True
    ]
