"""Pages made to hurt: each takes seconds at most, and what is beyond a bound is skipped with a word."""

from __future__ import annotations

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import html

from crosswire.records.base import Issue
from crosswire.records.page import Page, Sheet
from crosswire.records.shape import Room
from crosswire.stages.clean import CleanOptions, run
from crosswire.text.html import read_html
from crosswire.text.html_tame import rewrite, tame
from crosswire.text.layout import MAX_ELEMENTS, MAX_SCRAPS

SAID = "The ferry Linnet ran aground off Port Sorrel on Monday, the harbour master said. "
BODY = f"<h1>Ferry aground</h1><p>{SAID * 3}</p>"
# Seconds of CPU for one page on a busy machine. Unbounded, most of these take minutes or hours.
LONGEST = 8.0
# Letters from which pages are looked at for crowded tags.
SMALL = 120_000
MANY = " ".join(f"a{n}" for n in range(60_000))
# Tags of the frame, each of them under the bound; parsers add their attributes to those of the first.
FRAMES = [" ".join(f"a{n}" for n in range(at, at + 450)) for at in range(0, 67_500, 450)]


def data(text: str) -> str:
    return f"<script type='application/ld+json'>{text}</script>{BODY}"


HOSTILE = {
    "nested": lambda: "<div>" * 200_000 + BODY,
    "nested links": lambda: BODY + "<a href=x>word" * 200_000,
    "nested tables": lambda: BODY + "<table><tr><td>" * (MAX_ELEMENTS // 3 - 100),
    "elements": lambda: BODY + "<div></div>" * 400_000,
    "attributes": lambda: BODY + f"<p {' '.join(f'a{n}=1' for n in range(500_000))}>word</p>",
    "bare attributes": lambda: BODY + f"<p {' '.join(f'a{n}' for n in range(500_000))}>word</p>",
    "hidden attributes": lambda: BODY + "<p " + 'a x=">" ' * 200_000 + ">word</p>",
    "attributes behind an end in quotes": lambda: BODY + f'<p x=">" {MANY}>word',
    "attributes behind two ends in quotes": lambda: BODY + f"<p x='>>\"' {MANY}>word",
    "attributes of an end tag": lambda: BODY + f"<p>word</p {MANY}>",
    "frames": lambda: "".join(f"<body {told}>" for told in FRAMES) + BODY,
    "choices": lambda: BODY + "<select>" + "<option>x" * 200_000,
    "quotes": lambda: BODY + "<a '" * 500_000,
    "menus": lambda: "<nav>" * 300_000 + BODY + "</nav>" * 300_000,
    "scripts of data": lambda: data("{}") * 100_000,
    "huge data": lambda: data('{"@type": "NewsArticle", "articleBody": "' + "word " * 1_500_000 + '"}'),
    "deep data": lambda: data('{"a":' * 300_000 + "1" + "}" * 300_000),
    "one word": lambda: BODY + "a" * 20_000_000,
    "commas": lambda: BODY + "<p>" + ", " * 900_000,
    "ampersands": lambda: BODY + "&" * 3_000_000,
    "scraps": lambda: BODY + "<p>" + ("x" * 90 + "<b>x</b>") * 18_000,
    "scraps of scripts": lambda: BODY + "<p>" + ("x" * 90 + "<script>1</script>") * 18_000,
    "scraps of pictures": lambda: BODY + "<table><tr><td>" + ("x" * 90 + "<img>") * 18_000,
    "stray bytes": lambda: (BODY + "<p>" + ("\xe9" * 90 + "<b>x</b>") * 18_000).encode("latin-1"),
    "mixed bytes": lambda: BODY.encode() + ("\xe9" * 20).encode() * 60_000 + b"\xe9 " * 60_000,
    "read wrongly": lambda: BODY + "<p>" + "\xc3\xa9" * 900_000,
}  # fmt: skip


TEXTS = [
    "a" * 20_000_000,
    "word word\n" * 11_000,
    "(" * 1_900_000,
    "\xe9\u2028" * 900_000,
    "\xe9\xe8\n".encode("latin-1") * 600_000,
]


def read(body: str | bytes, media_type: str = "text/html", *, fast: bool = False) -> list[object]:
    body = body if isinstance(body, bytes) else body.encode()
    page = Page.make("a", body, media_type)
    return list(run(page.id, [page], Room(CleanOptions(fast=fast))))


@pytest.mark.slow
@pytest.mark.parametrize("name", HOSTILE)
@pytest.mark.parametrize("fast", [False, True])
def test_the_work_on_one_page_has_an_end(name: str, fast: bool) -> None:
    """Bounds on characters, elements, attributes, lines and data bound the time of both ways."""
    body = HOSTILE[name]()
    started = time.process_time()
    found = read(body, fast=fast)
    assert time.process_time() - started < LONGEST
    assert found


@pytest.mark.slow
@pytest.mark.parametrize("text", TEXTS)
def test_the_work_on_one_text_has_an_end(text: str | bytes) -> None:
    """Plain text has its bounds too."""
    started = time.process_time()
    assert read(text, "text/plain")
    assert time.process_time() - started < LONGEST


@pytest.mark.parametrize("fast", [False, True])
def test_a_page_of_too_many_elements_is_read_as_far_as_the_bound(fast: bool) -> None:
    """What stands first is the article, and an issue says that the rest was not read."""
    more = f"<p>{SAID}</p>" * 2 + "<div><i></i>" * MAX_ELEMENTS + "<p>The end came at noon.</p>"
    found = read(BODY + more, fast=fast)
    kinds = {one.kind: one.severity for one in found if isinstance(one, Issue)}
    (sheet,) = [one for one in found if isinstance(one, Sheet)]
    assert kinds["cut-short"] == "doubt"
    assert SAID.strip() in sheet.article.text
    assert "at noon" not in sheet.article.text


@pytest.mark.parametrize("fast", [False, True])
def test_scripts_and_menus_do_not_count_as_elements(fast: bool) -> None:
    """Ten thousand scripts and links in a menu cost a page none of its text."""
    crowd = "<script>1</script>" * 10_000 + "<nav>" + "<a href=x>word</a>" * 12_000 + "</nav>"
    found = read(f"{crowd}{BODY}<p>{SAID}The end came at noon.</p>", fast=fast)
    (sheet,) = [one for one in found if isinstance(one, Sheet)]
    assert "at noon" in sheet.article.text
    assert "cut-short" not in {one.kind for one in found if isinstance(one, Issue)}


def test_a_line_of_a_thousand_scraps_is_one_text() -> None:
    """Inline tags go, words, blocks and line breaks stay."""
    words = "".join(f"<span>w{n}</span> " for n in range(MAX_SCRAPS + 1))
    layout = read_html(f"{BODY}<p>{SAID}<b>{words}</b><br>And so on. {SAID}</p>")
    body = "\n".join(piece.text for piece in layout.pieces if piece.label == "body")
    assert "w0 w1 w2 w3 " in body
    assert f"w{MAX_SCRAPS}" in body
    assert "\nAnd so on." in body


def test_ordinary_markup_is_left_as_it_is() -> None:
    """Only what may hold a crowded tag is written anew."""
    assert tame(BODY) is BODY


def test_a_rewritten_page_tells_the_same() -> None:
    """Tags, attributes and text survive; what is no tag becomes text."""
    markup = "<div class=a title='x > y'><p data-a=\"1\">5 < 6 &amp; so on</p><br/></div>"
    tree = html.fromstring(rewrite(markup))
    assert (tree.get("class"), tree.get("title")) == ("a", "x > y")
    assert tree.findtext("p") == "5 < 6 & so on"


@given(st.text(alphabet="<>/='\"ap b", max_size=60), st.sampled_from(["", "a ", "x='", 'b="']))
def test_no_parser_meets_a_crowded_tag(odd: str, more: str) -> None:
    """Whatever stands around them, hundreds of attributes in one tag never reach the parser."""
    markup = f"{odd}<p {''.join(f'a{n} ' for n in range(2_000))}{more}{odd}>word"
    tree = html.document_fromstring(tame(markup + " " * SMALL) + "<p>end</p>")
    assert max(len(node.keys()) for node in tree.iter()) <= 101


@pytest.mark.parametrize("wrap", ["{}", "<!-- {} -->", "<![CDATA[ {} ]]>"])
def test_the_data_of_a_crowded_page_are_kept(wrap: str) -> None:
    """Scripts are dropped where one looks crowded; what tells of the article is read all the same."""
    crowd = f"<script>if (a <b {'x / y ' * 25_000})</script>"
    told = wrap.format(
        '{"@type": "NewsArticle", "headline": "<b>Ferry</b>", "datePublished": "2024-05-12T08:00Z"}'
    )
    markup = f"<html lang=en><head>{crowd}<script type='application/ld+json'>{told}</script></head><body>{BODY}</body></html>"
    assert "x / y" not in tame(markup)
    layout = read_html(markup)
    assert layout.published is not None
    assert layout.published.value == "2024-05-12T08:00:00+00:00"
    assert layout.language == "en"
