"""The fast way through a page: markup cut before it is decoded, and read as text."""

from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crosswire.records.base import Record
from crosswire.records.page import Article, Page, Sheet
from crosswire.records.shape import Room, of_type
from crosswire.stages.clean import CleanOptions, run
from crosswire.text.html_light import decode_light, lighten, read_head
from crosswire.text.html_places import find_places, read_headlines, read_times

SAID = "The ferry ran aground off the harbour of Port Town on Sunday, the coast guard said. "
BODY = "".join(f"<p>{SAID * 2}Passenger {n} told the paper of a loud noise.</p>" for n in range(5))
OTHER = (
    "<p>Elsewhere a lorry lost its load of apples on the coast road near Holm, the police said.</p>"
)


def clean(markup: str, *, fast: bool = True) -> Article:
    page = Page.make("a.html", markup.encode(), "text/html")
    found: list[Record] = list(run(page.id, [page], Room(CleanOptions(fast=fast))))
    (sheet,) = of_type(found, Sheet)
    return sheet.article


def test_the_fast_way_gives_the_same_article_in_the_large() -> None:
    """Body, headline, dateline, author and time come out of the fast way too."""
    told = json.dumps(
        {
            "@type": "NewsArticle",
            "headline": "Ferry aground",
            "datePublished": "2024-05-12T08:05:00+02:00",
            "author": {"@type": "Person", "name": "Ada Moss"},
        }
    )
    link = "<link rel='canonical' href='https://herald.example/ferry'>"
    first = f"<p>PORT TOWN (Reuters) - {SAID}</p>"
    markup = f"<html lang='en'><head><script type='application/ld+json'>{told}</script>{link}</head><body><nav>Home</nav><article><h1>Ferry aground</h1>{first}{BODY}</article></body></html>"
    careful, fast = clean(markup, fast=False), clean(markup)
    assert fast.body == careful.body
    for name in ("headline", "authors", "address", "published", "agency", "dateline_place"):
        assert getattr(fast, name) == getattr(careful, name)


def test_scripts_are_cut_and_their_data_kept() -> None:
    """What never ends is left in, for it may be the article."""
    light, kept = lighten("<p>a</p><SCRIPT>x</SCRIPT><script type='ld+json'>{}</script><style>b")
    assert (light, kept) == ("<p>a</p>b", ["{}"])


@pytest.mark.parametrize(
    ("markup", "light"),
    [
        ("<nav><a>Home</a></nav><p>a</p><FOOTER>b</FOOTER>", "<p>a</p>"),
        ("<!-- <nav> --><p>a</p><nav>Home</nav>", "<p>a</p>"),
        ("<nav>Home<article><h1>a</h1></nav>", "<nav>Home<article><h1>a</h1></nav>"),
        ("<nav>Home<p>a</p>", "Home<p>a</p>"),
        ("<navigation>a</navigation>", "<navigation>a</navigation>"),
        ("<aside>More<p>b</p></aside><form><input></form><p>a</p>", "<p>a</p>"),
        ("<aside>More<p>a</p><aside>b</aside>", "<aside>More<p>a</p>"),
        (
            "<header><ul><li>Home</ul></header><header><p>a</p></header>",
            "<header><p>a</p></header>",
        ),
    ],
)
def test_menus_and_comments_are_cut_where_they_hold_no_article(markup: str, light: str) -> None:
    """A menu that never ends, or ends behind an article, is left for the parser."""
    assert lighten(markup)[0] == light


@pytest.mark.parametrize("charset", ["utf-8", "utf-16", "cp1252", "shift_jis"])
def test_the_page_is_lightened_before_it_is_decoded_in_any_charset(charset: str) -> None:
    """Scripts are gone, their data and all letters are there, whatever the bytes mean."""
    words = "日曜日に港" if charset == "shift_jis" else "Café"
    told = f'<script type="application/ld+json">{{"headline": "{words}"}}</script>'
    markup = f"<html><head><script>x()</script>{told}</head><body><p>{words}</p></body></html>"
    decoded, kept = decode_light(markup.encode(charset), charset)
    assert kept == [f'{{"headline": "{words}"}}']
    assert decoded.text.strip() == f"<html><head></head><body><p>{words}</p></body></html>"


def test_the_head_is_read_as_text() -> None:
    """Names in any case and order, values with entities; what nobody asks for is left."""
    head = (
        "<META content='Ferry &amp; tide' property='og:title'><meta name=\"viewport\" content=\"x\">"
        "<meta data-a=1 name='Author' content='Ada Moss'><link rel='icon' href='/i'>"
        "<link href='https://herald.example/a?b&amp;c' rel='canonical'><title> Ferry\n</title></head>"
    )
    tags = read_head("<html lang='en-GB'><head>" + head)
    assert tags.meta == {"og:title": ["Ferry & tide"], "author": ["Ada Moss"]}
    assert tags.links == {"canonical": ["https://herald.example/a?b&c"]}
    assert (tags.title, tags.language) == ("Ferry", "en-GB")


def test_the_one_main_part_of_a_page_is_all_that_is_read() -> None:
    """What stands beside <main> is no body, as long as main holds paragraphs enough."""
    page = f"<html><body><div>{OTHER * 3}</div><main><h1>Ferry</h1>{BODY}</main><div>{OTHER * 3}</div></body></html>"
    assert "apples" not in clean(page).body
    assert clean(page).body.count("loud noise") == 5


@pytest.mark.parametrize(
    "page",
    [
        f"<body><main><h1>Ferry</h1><p>{SAID}</p></main><div>{BODY}</div></body>",
        f"<body><main><h1>Ferry</h1></main><main>{BODY}</main></body>",
        f"<body><article><h1>Ferry</h1><p>{SAID}</p></article><div>{BODY}</div></body>",
        f"<body><article><h1>Ferry</h1>{BODY}",
        f"<h1>Ferry</h1>{BODY}</main></article>",
    ],
)
def test_a_part_that_holds_little_of_the_text_is_not_the_article(page: str) -> None:
    """Parts that hold few of the paragraphs, stand there twice or never end cost no text."""
    assert clean(page).body.count("loud noise") == 5


def test_headlines_and_times_are_found_where_they_stand() -> None:
    """Headlines lose their tags, times in widgets and pictures are passed over."""
    light = (
        "<time datetime='2019-01-01'></time><H1 class=a>Ferry<br>aground &amp; <i>safe</i></H1>"
        "<figure><time datetime='2020-01-01'></time></figure>"
        + f"<p>{'word ' * 80}</p>"
        + "<time datetime='2024-05-12T08:00Z'></time><h1></h1><h1>More"
    )
    places = find_places(light)
    assert [line.text for line in read_headlines(light, places)] == ["Ferry aground & safe"]
    assert read_times(light, places) == ["2024-05-12T08:00Z"]


TAGS = ["<main>", "</main>", "<article>", "</ARTICLE >", "<p>", "<h1>", "</h1>", "<time ", "<body>", "a", "<", ">"]  # fmt: skip


@given(st.lists(st.sampled_from(TAGS), max_size=40).map("".join))
def test_places_lie_inside_the_markup(light: str) -> None:
    """Whatever the order of the tags, the part read is a part of the page."""
    places = find_places(light)
    assert 0 <= places.start <= places.end <= len(light)
    assert all(light[at : at + 3].lower() == "<h1" for at in places.headlines)
    read_headlines(light, places)
    read_times(light, places)
