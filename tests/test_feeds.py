"""Feeds, sitemaps and OPML: read as they are written, and harmless however they are written."""

from __future__ import annotations

import gzip
import json
import time
from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crosswire.sources.feeds import page_of
from crosswire.sources.listing import Entry, age, iso
from crosswire.sources.lists import read_listing
from crosswire.sources.refusal import Refused

AT = "http://courier.example/feed"
WORDS = "The mill at Dunmore burned on Monday, the brigade said. " * 20

RSS = f"""<?xml version="1.0" encoding="utf-8"?>
<rss version="2.0" xmlns:dc="http://purl.org/dc/elements/1.1/"
     xmlns:content="http://purl.org/rss/1.0/modules/content/">
<channel><title>Dunmore &amp; Courier</title><link>http://courier.example/</link>
<item><title>Mill burns</title><link>/mill?utm_source=rss</link>
  <pubDate>Mon, 04 Mar 2024 09:00:00 +0100</pubDate><dc:creator>Ada Quill</dc:creator>
  <description>Flames were seen from afar.</description></item>
<item><title>Whole</title><guid isPermaLink="true">http://courier.example/whole</guid>
  <content:encoded><![CDATA[<p>{WORDS}</p>]]></content:encoded></item>
<item><title>Begun</title><link>http://courier.example/begun</link>
  <description>&lt;p&gt;{WORDS}&lt;a href="x"&gt;Read more&lt;/a&gt;</description></item>
<item><title>Mill burns again</title><link>http://courier.example/mill</link></item>
<item><title>Bad</title><link>javascript:alert(1)</link></item>
</channel></rss>""".encode()


def test_rss_as_it_is_written() -> None:
    """Addresses are absolute and bare, times UTC, entries once; whole texts are told from teasers."""
    listing = read_listing(RSS, AT)
    assert (listing.kind, listing.title) == ("feed", "Dunmore & Courier")
    mill, whole, begun = listing.entries
    assert mill.address == "http://courier.example/mill"
    assert mill.published == "2024-03-04T08:00:00+00:00"
    assert mill.authors == ("Ada Quill",)
    assert mill.body is None
    assert whole.body is not None
    assert begun.body is None
    assert listing.passed_over == 2


def test_an_entry_with_its_text_becomes_a_page() -> None:
    """Title and text stand where a reader of pages looks for them, harmlessly quoted."""
    page = page_of(Entry("http://x.example/", 'A <script> & "b"', body="<p>x</p>")).decode()
    assert "<h1>A &lt;script&gt; &amp; &quot;b&quot;</h1>" in page
    assert "<p>x</p>" in page


def test_atom_as_it_is_written() -> None:
    """The alternate link, the change and the people of an entry."""
    atom = b"""<feed xmlns="http://www.w3.org/2005/Atom"><title>T</title><entry>
      <title type="html">A &amp;lt;b&amp;gt; x</title><id>tag:x</id>
      <link rel="self" href="/self"/><link rel="alternate" href="/1"/>
      <updated>2024-03-04T08:00:00Z</updated><published>2024-03-04T07:00:00+02:00</published>
      <author><name>Jo Vale</name></author></entry></feed>"""
    (entry,) = read_listing(atom, AT).entries
    assert entry.address == "http://courier.example/1"
    assert (entry.published, entry.changed) == (
        "2024-03-04T05:00:00+00:00",
        "2024-03-04T08:00:00+00:00",
    )
    assert entry.authors == ("Jo Vale",)


def test_json_feeds() -> None:
    """Items with text or HTML; what is no JSON feed is refused."""
    told = {
        "version": "https://jsonfeed.org/version/1.1",
        "title": "J",
        "items": [
            {"id": "1", "url": "/x", "title": "X", "content_text": WORDS},
            {"id": "http://courier.example/y", "date_published": "2024-03-04T08:00:00Z"},
            {"id": "7"}, 3, {"url": "mailto:a@b"},
        ],
    }  # fmt: skip
    listing = read_listing(json.dumps(told).encode(), AT)
    assert [one.address for one in listing.entries][:2] == [
        "http://courier.example/x",
        "http://courier.example/y",
    ]
    assert listing.entries[0].body is not None
    for other in (b"{", b'{"items": []}', b"[" * 100_000, b'{"version": 5, "items": 7}'):
        with pytest.raises(Refused):
            read_listing(other, AT)


SITEMAP = b"""<?xml version="1.0"?><urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"
 xmlns:news="http://www.google.com/schemas/sitemap-news/0.9">
 <url><loc>http://courier.example/1</loc><lastmod>2024-03</lastmod><news:news>
  <news:publication_date>2024-03-04T08:00Z</news:publication_date><news:title>Hi</news:title>
 </news:news></url><url><loc>/2</loc></url><url><loc>mailto:x</loc></url></urlset>"""


def test_sitemaps_packed_and_not() -> None:
    """Dates and titles of news sitemaps; gzip is undone; an index names others, the newest first."""
    for body in (SITEMAP, gzip.compress(SITEMAP)):
        listing = read_listing(body, AT)
        first, second = listing.entries
        assert (first.title, first.published) == ("Hi", "2024-03-04T08:00:00+00:00")
        assert first.changed == "2024-03-01"
        assert second.address == "http://courier.example/2"
    index = b"""<sitemapindex><sitemap><loc>/old.xml</loc><lastmod>2020-01-01</lastmod></sitemap>
      <sitemap><loc>/new.xml.gz</loc><lastmod>2024-03-04</lastmod></sitemap></sitemapindex>"""
    assert [where for _, where in read_listing(index, AT).below] == [
        "http://courier.example/new.xml.gz",
        "http://courier.example/old.xml",
    ]


def test_opml_and_pages_name_feeds() -> None:
    """The feeds of a reader, nested as they are; the feeds in the head of a page."""
    opml = b"""<opml><head><title>Desk</title></head><body><outline text="Papers">
      <outline text="Courier" xmlUrl="http://courier.example/feed"/><outline xmlUrl="ftp://x"/>
      <outline text="Again" xmlUrl="http://courier.example/feed"/></outline></body></opml>"""
    listing = read_listing(opml)
    assert (listing.kind, listing.title) == ("opml", "Desk")
    assert listing.below == (("Courier", AT),)
    page = b"""<!DOCTYPE html><html><head><title>P</title>
      <link rel="alternate" type="application/rss+xml" title="News" href="/rss">
      <link rel="alternate" hreflang="de" href="/de"><link rel=stylesheet href=x></head></html>"""
    assert read_listing(page, AT).below == (("News", "http://courier.example/rss"),)


LAUGHS = b"".join(
    b'<!ENTITY l%d "%s">' % (n, b"&l%d;" % (n - 1) * 10 if n else b"ha" * 10) for n in range(12)
)
ITEM = b"<item><link>http://x.example/a</link><title>t</title></item>"
HOSTILE = {
    "laughs": b'<!DOCTYPE rss [%s]><rss version="2.0"><channel><title>&l11;</title>%s</channel></rss>'
    % (LAUGHS, ITEM),
    "quadratic": b'<!DOCTYPE rss [<!ENTITY a "%s">]><rss version="2.0"><channel><title>%s</title>'
    % (b"ha" * 50_000, b"&a;" * 50_000),
    "deep": b"<rss>" + b"<a>" * 200_000,
    "open": b"<rss version='2.0'><channel>" + b"<item><link>http://x.example/" * 20_000,
    "quote": b"<rss " + b"a='" * 300_000,
    "brackets": b"<rss version='2.0'><channel><item><link>http://x.example/a</link><description>"
    + b"&lt;a " * 500_000,
    "many": b"<rss version='2.0'><channel>" + ITEM * 50_000,
    "zeros": bytes(10_000),
    "bomb": gzip.compress(bytes(50_000_000)),
    "cut": RSS[:600],
    "attributes": b"<rss " + b" ".join(b'a%d="x"' % n for n in range(50_000)) + b"/>",
    "instruction": b"<?xml-stylesheet href='http://127.0.0.1/x'?>" + RSS,
}


@pytest.mark.parametrize("name", HOSTILE)
def test_hostile_lists_end_soon(name: str) -> None:
    """Bombs of entities, nests and floods are read as far as they go or refused, within seconds."""
    began = time.process_time()
    try:
        listing = read_listing(HOSTILE[name], AT)
    except Refused as refused:
        assert refused.kind in {"broken-feed", "too-large", "bad-packing"}
    else:
        assert len(listing.entries) <= 500
        assert all(len(entry.title) <= 500 for entry in listing.entries)
    assert time.process_time() - began < 4


def test_files_of_this_machine_are_not_read() -> None:
    """Entities that point outside are left out, whatever they point at."""
    for target in (b"file:///etc/hostname", b"http://127.0.0.1:9/x"):
        feed = RSS.replace(
            b"<rss", b'<!DOCTYPE rss [<!ENTITY x SYSTEM "' + target + b'">]>\n<rss', 1
        ).replace(b"Mill burns<", b"Mill &x;burns<")
        assert read_listing(feed, AT).entries[0].title == "Mill burns"


def test_feeds_in_other_encodings_and_half_broken() -> None:
    """UTF-16, missing namespaces, stray bytes: what can be read is read."""
    wide = RSS.decode().replace("utf-8", "utf-16").encode("utf-16")
    assert len(read_listing(wide, AT).entries) == 3
    bare = RSS.replace(b'xmlns:dc="http://purl.org/dc/elements/1.1/"', b"")
    assert read_listing(bare, AT).entries[0].authors == ("Ada Quill",)
    assert (
        len(
            read_listing(
                b"\xef\xbb\xbf\n" + RSS.replace(b"afar.", b"afar &nbsp; & \xff"), AT
            ).entries
        )
        == 3
    )


def test_half_a_character_is_no_text() -> None:
    """ "&#xD800;" in a text, behind an element or in an attribute is left out; the rest is read."""
    feed = (
        b"<rss><channel><title>Port &#xD800;</title>&#xDFFF;<link x='&#55296;'/>"
        b"<item><title>Crane falls</title><link>https://a.example/1</link></item></channel></rss>"
    )
    told = read_listing(feed, AT)
    assert [entry.title for entry in told.entries] == ["Crane falls"]


@given(st.binary(max_size=300))
def test_any_bytes_are_a_list_or_refused(body: bytes) -> None:
    """Nothing else comes out of it."""
    for start in (b"", b"<rss><channel>", b"{", b"<urlset><url><loc>", b"\x1f\x8b"):
        try:
            read_listing(start + body, AT)
        except Refused:
            continue


def test_dates_of_sitemaps() -> None:
    """A year, a month, a day, an instant; anything else is no date."""
    assert iso("2024") == "2024-01-01"
    assert iso("2024-03") == "2024-03-01"
    assert iso("2024-03-04") == "2024-03-04"
    assert iso(" 2024-03-04T08:00Z ") == "2024-03-04T08:00:00+00:00"
    assert iso("Monday") is None
    assert age("2024-03-04", datetime(2024, 3, 5, tzinfo=UTC)) == 86_400
    assert (age("0001-01-01T00:00:00+14:00", datetime(2024, 3, 5, tzinfo=UTC)) or 0) > 6e10


@given(st.text(max_size=40))
def test_any_text_is_a_date_or_none(text: str) -> None:
    """Whatever a sitemap writes for a date."""
    age(text, datetime(2024, 3, 5, tzinfo=UTC))
