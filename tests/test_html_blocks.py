"""Lists, tables, pull quotes and entries of live blogs stand apart from the body."""

from __future__ import annotations

import json

import pytest

from crosswire.records.page import Page, Sheet
from crosswire.records.shape import Room, of_type
from crosswire.stages.clean import CleanOptions, run
from crosswire.text.html import read_html
from crosswire.text.html_tree import parse, unframe
from crosswire.text.layout import Layout

LEAD = "The ferry ran aground off the harbour of Port Town on Sunday, and tugs are on their way. "
BODY = [
    f"{LEAD}Passenger Ada Moss told the paper that she had heard a loud noise in the night.",
    f"{LEAD}Captain Ben Low said that nobody was hurt and that the ship would float at high water.",
    f"{LEAD}Divers will look at the hull on Monday, and the line has cancelled its next two sailings.",
]


def page(inside: str, head: str = "") -> str:
    first, *rest = (f"<p>{text}</p>" for text in BODY)
    return f"<html lang='en'><head><title>Ferry</title>{head}</head><body><article><h1>Ferry</h1>{first}{inside}{''.join(rest)}</article></body></html>"


def told(layout: Layout, label: str) -> list[str]:
    return [piece.text for piece in layout.pieces if piece.label == label]


def test_items_of_a_list_are_no_paragraphs() -> None:
    """A list of key points keeps its place and its own label."""
    items = ["The ferry carried 212 people", "Nobody was hurt", "The next high water is at six"]
    layout = read_html(page(f"<ul>{''.join(f'<li>{item}</li>' for item in items)}</ul>"))
    assert told(layout, "list") == items
    assert told(layout, "body") == BODY


def test_a_body_that_is_a_list_stays_the_body() -> None:
    """Where hardly anything else is told, the items are what the article says."""
    items = "".join(f"<li>{text}</li>" for text in BODY)
    markup = f"<html><body><article><h1>Ferry</h1><p>What we know so far.</p><ol>{items}</ol></article></body></html>"
    assert set(BODY) <= set(told(read_html(markup), "body"))


def test_rows_of_a_table_are_told_as_rows() -> None:
    """Each row is one block, its cells parted by a bar."""
    rows = "".join(f"<tr><td>Deck {n}</td><td>{n}0 people</td></tr>" for n in range(1, 5))
    layout = read_html(page(f"<table>{rows}</table>"))
    assert told(layout, "table") == [f"Deck {n} | {n}0 people" for n in range(1, 5)]
    assert told(layout, "body") == BODY


def test_a_pull_quote_is_not_told_twice() -> None:
    """What a frame repeats from the body is furniture."""
    quote = "nobody was hurt and that the ship would float at high water"
    layout = read_html(page(f"<blockquote>“{quote}”</blockquote>"))
    assert told(layout, "body") == BODY


ENTRIES = [f"At {hour} o'clock tug number {hour} reached the ferry, the harbour master said." for hour in range(8, 13)]  # fmt: skip


def test_entries_of_a_live_blog_bear_their_own_time() -> None:
    """Data of the page tell each entry's time; the lead stays the body."""
    updates = [
        {"@type": "BlogPosting", "datePublished": f"2024-05-12T{n + 8:02}:00:00+02:00", "articleBody": text}
        for n, text in enumerate(ENTRIES)
    ]  # fmt: skip
    data = {"@type": "LiveBlogPosting", "headline": "Ferry", "liveBlogUpdate": updates}
    head = f"<script type='application/ld+json'>{json.dumps(data)}</script>"
    markup = page("", head).replace(
        "</article>", "".join(f"<div><p>{text}</p></div>" for text in ENTRIES) + "</article>"
    )
    layout = read_html(markup)
    entries = [(piece.text, piece.time) for piece in layout.pieces if piece.label == "entry"]
    assert entries == [
        (text, f"2024-05-12T{n + 8:02}:00:00+02:00") for n, text in enumerate(ENTRIES)
    ]
    assert told(layout, "body") == BODY


def test_times_beside_the_entries_are_read_where_the_data_say_nothing() -> None:
    """A page called a live blog tells its entries' times in <time> elements."""
    entries = "".join(
        f"<section><time datetime='2024-05-12T{n + 8:02}:00:00Z'>{n + 8}.00</time><p>{text}</p></section>"
        for n, text in enumerate(ENTRIES)
    )
    markup = page("").replace("</article>", entries + "</article>").replace("<h1>Ferry", "<h1>Ferry: live updates")  # fmt: skip
    found = [piece for piece in read_html(markup).pieces if piece.label == "entry"]
    assert [piece.text for piece in found] == ENTRIES
    assert found[0].time == "2024-05-12T08:00:00+00:00"


CLOCKS = ["00:20 GMT", "23.45 GMT", "Posted at 2.15pm GMT", "9:05 GMT"]


def live(clocks: list[str], head: str = "", tag: str = "p") -> str:
    """A live blog that tells no day beside its entries; they are given in the order of `clocks`."""
    told = '<meta property="article:published_time" content="2024-05-12T08:00:00Z">' + head
    entries = "".join(
        f"<div><{tag}>{clock}</{tag}><p>{text}</p></div>"
        for clock, text in zip(clocks, ENTRIES, strict=False)
    )
    lead = f"<h1>Ferry aground: live updates</h1><p>{' '.join(BODY)}</p>"
    return f"<html><head>{told}</head><body><main>{lead}{entries}</main></body></html>"


@pytest.mark.parametrize("tag", ["p", "h3", "span"])
@pytest.mark.parametrize("newest_first", [True, False])
def test_a_clock_time_above_an_entry_is_its_time(tag: str, newest_first: bool) -> None:
    """The oldest entry is of the day of publication; past midnight the day is the next one."""
    layout = read_html(live(CLOCKS if newest_first else CLOCKS[::-1], tag=tag))
    times = [piece.time for piece in layout.pieces if piece.label == "entry"]
    expected = ["2024-05-13T00:20", "2024-05-12T23:45", "2024-05-12T14:15", "2024-05-12T09:05"]
    told_times = [f"{time}:00+00:00" for time in expected]
    assert times == (told_times if newest_first else told_times[::-1])
    assert not {"00:20 GMT", "23.45 GMT"} & set(told(layout, "body"))


def test_days_that_do_not_fit_are_not_told() -> None:
    """Where the page was changed last before the newest entry, the oldest is not of the first day."""
    changed = '<meta property="article:modified_time" content="2024-05-12T23:00:00Z">'
    assert told(read_html(live(CLOCKS, changed)), "entry") == []


def test_the_times_of_entries_do_not_contradict_the_day_of_publication() -> None:
    """A live blog is published once; the times it shows are those of its entries."""
    entries = "".join(
        f"<div><time datetime='2024-05-1{5 - n}T08:00:00Z'>8.00</time><p>{text}</p></div>"
        for n, text in enumerate(ENTRIES[:3])
    )
    layout = read_html(live([]).replace("</main>", entries + "</main>"))
    assert layout.published is not None
    assert layout.published.value == "2024-05-12T08:00:00+00:00"
    assert layout.published.others == ()


def test_a_body_stands_in_the_order_of_the_page() -> None:
    """An extractor that begins with an entry and adds the lead after it is set right."""
    entries = "".join(
        f"<article class=entry><time datetime='2024-05-12T{n + 8:02}:00:00Z'>{n + 8}.00</time><p>{text}</p></article>"
        for n, text in enumerate(ENTRIES)
    )
    lead = f"<h1>Live updates: ferry aground</h1><p>{' '.join(BODY)}</p>"
    layout = read_html(f"<html><body>{lead}{entries}</body></html>")
    assert [piece.text for piece in layout.pieces if piece.label in {"body", "entry"}][
        1:
    ] == ENTRIES


def test_times_in_an_ordinary_report_make_no_entries() -> None:
    """Only pages that call themselves live have entries."""
    times = "".join(f"<time datetime='2024-05-1{n}'>1{n} May</time><p>{text}</p>" for n, text in enumerate(ENTRIES))  # fmt: skip
    assert told(read_html(page(times)), "entry") == []


def test_such_blocks_can_be_pointed_at() -> None:
    """They stand behind the body in the article's text, with spans that fit."""
    markup = page("<ul><li>The ferry carried 212 people</li><li>Nobody was hurt</li></ul>")
    found = Page.make("a.html", markup.encode(), "text/html")
    (draft,) = of_type(list(run(found.id, [found], Room(CleanOptions()))), Sheet)
    article = draft.article
    spans = [block.span for block in article.blocks if block.label == "list"]
    assert len(spans) == 2
    assert all(
        span and span.fits(article.text) and span.start >= article.body_end for span in spans
    )
    assert article.body == "\n\n".join(BODY)


MENU = "<td><a href='/'>Home</a></td><td><a href='/news'>News</a></td><td><a href='/sport'>Sport</a></td>"
LINKS = "<td><a href='/a'>Local</a><br><a href='/b'>World</a></td>"


@pytest.mark.parametrize(
    "cell",
    [
        "<h1>Ferry</h1>" + "".join(f"<p>{text}</p>" for text in BODY),
        "<b>Ferry</b><br>" + "<br><br>".join(BODY),
        "<table><tr><td>" + "</td></tr><tr><td>".join(BODY) + "</td></tr></table>",
    ],
)
def test_tables_that_lay_out_a_page_join_nothing(cell: str) -> None:
    """Menus in the cells beside the article stay apart from it, and its paragraphs from one another."""
    markup = (
        f"<body><table><tr>{MENU}</tr></table><table><tr>{LINKS}<td>{cell}</td></tr></table></body>"
    )
    layout = read_html(markup)
    body = "\n".join(told(layout, "body"))
    assert all(text in body for text in BODY)
    assert not {"Home", "News", "Local", "World"} & set(body.split())
    assert {"Home", "News", "Sport", "Local", "World"} <= set(told(layout, "furniture"))


def test_a_table_of_facts_is_left_as_it_is() -> None:
    """Short cells make rows."""
    tree = parse("<table><tr><td>Ferry</td><td>Linnet</td></tr></table>")
    assert tree is not None
    unframe(tree)
    assert next(tree.iter("td")).text == "Ferry"


def test_who_wrote_a_post_did_not_write_the_article() -> None:
    """Signatures inside embedded posts name no author."""
    post = "<div class='fb-post'><blockquote><p>We are sorry for the delay.</p>Posted by Holm Ferries</blockquote></div>"
    assert read_html(page(post)).authors == ()
