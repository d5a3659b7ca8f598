"""What an HTML page tells about itself."""

from __future__ import annotations

import json
from datetime import datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from crosswire.text.html_fast import read_fast
from crosswire.text.html_tree import parse, visible_lines
from crosswire.text.metadata import Metadata, read_metadata
from crosswire.text.metadata_jsonld import parse_loosely
from crosswire.text.metadata_names import split_names
from crosswire.text.metadata_time import Moment, read_moment, read_written

ADDRESS = "https://news.herald.example/local/ferry-runs-aground"


def read(head: str, body: str = "", address: str | None = ADDRESS) -> Metadata:
    tree = parse(
        f"<html><head>{head}</head><body>{body}<p>The ferry ran aground.</p></body></html>"
    )
    assert tree is not None
    return read_metadata(tree, visible_lines(tree), address)


def ld(value: object) -> str:
    return f'<script type="application/ld+json">{json.dumps(value)}</script>'


ARTICLE = {
    "@type": "NewsArticle",
    "headline": "Ferry runs aground",
    "datePublished": "2024-05-12T08:05:00+02:00",
    "author": {"@type": "Person", "name": "Ada Moss"},
}


@pytest.mark.parametrize(
    "shape",
    [
        ARTICLE,
        [{"@type": "BreadcrumbList"}, ARTICLE],
        {"@graph": [{"@type": "WebSite", "name": "Herald"}, ARTICLE]},
        ARTICLE | {"@type": ["NewsArticle", "Article"], "author": [{"name": "Ada Moss"}]},
        {"@type": "WebPage", "mainEntity": ARTICLE},
        {"@graph": [ARTICLE | {"author": {"@id": "#ada"}}, {"@id": "#ada", "name": "Ada Moss"}]},
        ARTICLE | {"author": {"givenName": "Ada", "familyName": "Moss"}},
    ],
)
def test_json_ld_is_read_in_every_shape(shape: object) -> None:
    """Single objects, lists, graphs, nested entities and references tell the same."""
    found = read(ld(shape))
    assert found.headline == "Ferry runs aground"
    assert found.authors == ("Ada Moss",)
    assert found.published is not None
    assert found.published.value == "2024-05-12T08:05:00+02:00"
    assert found.published.how.startswith("json-ld")


@pytest.mark.parametrize(
    "text",
    [
        '{"a": "b",}',
        '<!-- {"a": "b"} -->',
        '//<![CDATA[\n{"a": "b"}//]]>',
        '{"a": "b"};',
        "{&quot;a&quot;: &quot;b&quot;}",
        '{"a": "b"}{"c": 1}',
    ],
)
def test_malformed_json_ld_is_repaired(text: str) -> None:
    """The usual faults of hand-written JSON-LD do not cost the page its data."""
    assert parse_loosely(text)[0] == {"a": "b"}


@pytest.mark.parametrize("text", ["", "{", "nonsense", "[" * 100_000, '{"a":' * 5_000])
def test_hopeless_json_ld_is_nothing(text: str) -> None:
    """What cannot be read gives an empty list, however deep it nests."""
    assert parse_loosely(text) == []


def test_teasers_of_other_articles_are_not_the_article() -> None:
    """The node that bears the page's own address outranks others."""
    own = ARTICLE | {"url": ADDRESS}
    other = {"@type": "NewsArticle", "headline": "Other", "datePublished": "2020-01-01"}
    assert read(ld([other, own])).headline == "Ferry runs aground"


def test_the_entries_of_a_live_blog_do_not_date_it() -> None:
    """A live blog's own time of publication stands, not that of its newest entry."""
    entry = {"@type": "BlogPosting", "headline": "Tug", "datePublished": "2024-05-12T20:00:00Z"}
    entry |= {"articleBody": "A tug has come.", "author": {"name": "Ben Low"}}
    blog = ARTICLE | {"@type": "LiveBlogPosting", "liveBlogUpdate": [entry]}
    found = read(ld(blog))
    assert found.published is not None
    assert found.published.value.startswith("2024-05-12T08:05")


def test_a_finer_time_that_agrees_refines_and_others_are_runners_up() -> None:
    """A day is refined by a clock time of that day; a time that disagrees is named."""
    head = ld(ARTICLE | {"datePublished": "2024-05-12"})
    head += '<meta property="article:published_time" content="2024-05-12T06:05:00Z">'
    head += '<meta name="date" content="2023-01-01">'
    found = read(head).published
    assert found is not None
    assert found.value == "2024-05-12T06:05:00+00:00"
    assert found.others == ("2023-01-01 (meta date)",)


@pytest.mark.parametrize(
    ("head", "body", "value"),
    [
        (
            '<meta property="article:published_time" content="2024-05-12T08:05+0200">',
            "",
            "2024-05-12T08:05:00+02:00",
        ),
        ("", '<span itemprop="datePublished" content="2024-05-12">x</span>', "2024-05-12"),
        (
            "",
            '<h1>Ferry</h1><time datetime="2024-05-12T08:05:00Z">x</time>',
            "2024-05-12T08:05:00+00:00",
        ),
        ("", "<h1>Ferry</h1><p>Updated 0805 GMT May 12, 2024</p>", "2024-05-12T08:05:00+00:00"),
        ("", "<h1>Ferry</h1><p>12 May 2024, 8:05 pm</p>", "2024-05-12T20:05:00"),
        ("<title>Ferry | Herald | 12.05.2024</title>", "<h1>Ferry</h1>", "2024-05-12"),
    ],
)
def test_every_place_that_tells_the_time_is_read(head: str, body: str, value: str) -> None:
    """Meta tags, microdata, <time>, the header and the title, with the precision each has."""
    found = read(head, body).published
    assert found is not None
    assert found.value == value


def test_the_address_tells_the_day() -> None:
    """A day in the path is used where nothing better is told."""
    found = read("", "<h1>Ferry</h1>", "https://herald.example/2024/05/12/ferry").published
    assert found is not None
    assert (found.value, found.how) == ("2024-05-12", "address")


def test_a_widget_or_caption_date_is_no_publication_date() -> None:
    """The clock in the top bar and the date of a picture tell nothing about the article."""
    body = '<div class="topbar-date">Monday, 3 June 2030</div><h1>Ferry runs aground</h1>'
    body += "<figcaption>The ferry on 1 March 2019</figcaption>"
    found = read("", body).published
    assert found is None or found.how == "htmldate"
    assert found is None or not found.value.startswith("2030")


@pytest.mark.parametrize(
    "odd",
    [
        '<meta http-equiv="date" content="Mon, 03 Jun 2030 08:00:00 GMT">',
        '<div class="weather-widget"><time datetime="2030-06-03T10:00Z">3 June</time></div>',
        '<aside class="related"><time datetime="2030-06-03">3 June 2030</time> Bridge shut</aside>',
        '<figure><figcaption><time datetime="2030-06-03">3 June 2030</time></figcaption></figure>',
        "<footer>Page saved on 3 June 2030</footer>",
    ],
)
def test_times_of_fetching_widgets_and_other_articles_date_nothing(odd: str) -> None:
    """Neither way takes them, whatever element they stand in; the article's own time still counts."""
    body = f"<h1>Ferry runs aground</h1>{odd}<p>The ferry ran aground.</p>"
    assert read("", body).published is None
    assert read_fast(f"<html><head></head><body>{body}</body></html>").published is None
    own = read("", body + "<time datetime='2024-05-12T08:05:00Z'>12 May</time>").published
    assert own is not None
    assert own.value == "2024-05-12T08:05:00+00:00"


@pytest.mark.parametrize(
    "date",
    ["2024年05月12日 08:05", "2024년 5월 12일 08:05", "12 мая 2024, 08:05", "12 mai 2024 à 8h05"],
)
def test_dates_in_other_languages_are_read(date: str) -> None:
    """Signs of years, months and days, and months by their names."""
    found = read("", f"<h1>渡轮搁浅</h1><div>{date}</div>").published
    assert found is not None
    assert found.value in {"2024-05-12T08:05:00", "2024-05-12T08:05"}


@pytest.mark.parametrize(
    "title",
    ["Ferry runs aground | The Herald", "Ferry runs aground - The Herald", "Ferry runs aground"],
)
def test_the_outlets_name_is_cut_from_the_title(title: str) -> None:
    """What stands behind a bar or dash and names the outlet is no part of the headline."""
    head = f'<meta property="og:site_name" content="The Herald"><title>{title}</title>'
    assert read(head).headline == "Ferry runs aground"


def test_a_dash_inside_the_headline_stays() -> None:
    """Only the outlet's name is cut."""
    head = '<meta property="og:site_name" content="The Herald">'
    head += "<title>Ferry aground - captain held</title>"
    assert read(head).headline == "Ferry aground - captain held"


def test_a_kicker_inside_the_h1_is_cut_where_the_metadata_say_so() -> None:
    """The h1 "Harbour: Ferry runs aground" is the headline "Ferry runs aground"."""
    head = '<meta property="og:title" content="Ferry runs aground">'
    assert read(head, "<h1>Harbour news: Ferry runs aground</h1>").headline == "Ferry runs aground"


@pytest.mark.parametrize(
    ("byline", "names"),
    [
        ("By Ada Moss and Ben Low", ["Ada Moss", "Ben Low"]),
        ("Von Ada Moss, Ben Low und Cy Orr", ["Ada Moss", "Ben Low", "Cy Orr"]),
        ("By ADA MOSS ada@herald.example", ["ADA MOSS"]),
        ("Ada Moss (Port Town)", ["Ada Moss"]),
        ("https://herald.example/ada", []),
        ("", []),
    ],
)
def test_bylines_are_split_into_names(byline: str, names: list[str]) -> None:
    """Leads, joints, addresses and brackets are cut away."""
    assert split_names(byline) == names


def test_persons_stand_apart_from_desks_and_agencies() -> None:
    """An agency or newsroom in the place of an author is a desk."""
    both = [{"@type": "Person", "name": "Ada Moss"}, {"@type": "Organization", "name": "Reuters"}]
    found = read(ld(ARTICLE | {"author": both}))
    assert (found.authors, found.desks) == (("Ada Moss",), ("Reuters",))
    found = read(ld(ARTICLE | {"author": {"@type": "Person", "name": "Herald Staff"}}))
    assert (found.authors, found.desks) == ((), ("Herald Staff",))


def test_a_visible_byline_is_read_where_nothing_else_tells() -> None:
    """ "By Ada Moss" under the headline names the author."""
    assert read("", "<h1>Ferry runs aground</h1><p>By Ada Moss</p>").authors == ("Ada Moss",)
    body = "<h1>Ferry runs aground</h1><p>Ada Moss | 12.05.2024</p>"
    assert read("", body).authors == ("Ada Moss",)


def test_the_canonical_address_and_archived_copies() -> None:
    """Canonical links win; a Wayback Machine copy is tied to its original."""
    assert (
        read('<link rel="canonical" href="/local/ferry">').address
        == "https://news.herald.example/local/ferry"
    )
    copy = "https://web.archive.org/web/20240601000000/https://herald.example/ferry"
    assert read("", "", copy).address == "https://herald.example/ferry"
    assert read('<link rel="canonical" href="http://[x">').address == ADDRESS


@pytest.mark.parametrize(
    ("told", "value"),
    [
        ("2024-05-12T08:05:07.123Z", "2024-05-12T08:05:07+00:00"),
        ("2024-05-12 08:05", "2024-05-12T08:05:00"),
        ("20240512", "2024-05-12"),
        ("Sun, 12 May 2024 08:05:00 +0200", "2024-05-12T08:05:00+02:00"),
        ("1715500800", "2024-05-12T08:00:00+00:00"),
        ("Sept. 13, 2023 9:50 p.m. EDT", "2023-09-13T21:50:00-04:00"),
        ("2024-02-31", None),
        ("2024-05-12T25:00", "2024-05-12"),
        ("yesterday", None),
    ],
)
def test_moments_in_every_notation(told: str, value: str | None) -> None:
    """ISO 8601 and its relatives, mail dates, seconds and written dates."""
    found = read_moment(told)
    assert (found.value if found else None) == value


@given(st.one_of(st.text(max_size=80), st.integers(), st.floats(), st.none()))
@settings(max_examples=200, deadline=None)
def test_no_value_breaks_the_reader_of_moments(value: object) -> None:
    """Whatever stands in a date field gives a valid ISO time or None."""
    for found in (read_moment(value), read_written(value) if isinstance(value, str) else None):
        assert found is None or datetime.fromisoformat(found.value)


@given(st.datetimes(min_value=datetime(1990, 1, 1), max_value=datetime(2100, 1, 1)))
@settings(max_examples=50, deadline=None)
def test_a_moment_agrees_with_itself_at_every_precision(time: datetime) -> None:
    """A day, a clock time and a zoned time of one moment agree with one another."""
    fine = Moment(time.replace(microsecond=0, second=0).isoformat() + "+00:00")
    coarse = Moment(fine.day)
    middle = Moment(fine.value[:19])
    assert fine.agrees(coarse)
    assert middle.agrees(fine)
    assert coarse.agrees(middle)
