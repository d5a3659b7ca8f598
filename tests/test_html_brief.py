"""The brief as a page: whole in one file, closed to the network, and deaf to what pages bring."""

from __future__ import annotations

import base64
import hashlib
import re

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree, html

from crosswire.records.brief import Brief, StoryTold
from crosswire.serve.html import render_fragment, render_html
from crosswire.serve.html.versions import side_by_side
from hostile_brief import HOSTILE, QUIET, hostile_story
from sample_brief import empty_story, sample_brief, sample_story


def told_by(*stories: StoryTold) -> Brief:
    """A brief of these stories."""
    return msgspec.structs.replace(sample_brief(), stories=stories)


def parsed(brief: Brief) -> html.HtmlElement:
    """The page as a tree; it must be UTF-8."""
    return html.document_fromstring(
        render_html(brief).encode("utf-8"), parser=html.HTMLParser(encoding="utf-8")
    )


def test_the_page_is_whole_and_closed() -> None:
    """Nothing is loaded: no source, no style sheet, no import; a policy forbids it besides."""
    text = render_html(sample_brief())
    page = parsed(sample_brief())
    assert not page.xpath("//@src | //@srcset | //link | //iframe | //object | //@style | //base")
    assert not re.search(r"url\(|@import|image-set", text)
    policy = page.xpath("//meta[@http-equiv='Content-Security-Policy']/@content")[0]
    assert policy.startswith("default-src 'none'; ")
    for tag, rule in (("style", "style-src"), ("script", "script-src")):
        told = page.xpath(f"//{tag}")
        assert len(told) == 1
        digest = hashlib.sha256(told[0].text.encode()).digest()
        assert f"{rule} 'sha256-{base64.b64encode(digest).decode()}'" in policy


def test_links_lead_to_the_web_or_to_a_place_on_the_page() -> None:
    """Every link is an anchor that exists once, or an http address."""
    other = msgspec.structs.replace(sample_story(), id="s2")
    page = parsed(told_by(sample_story(), other))
    ids = page.xpath("//@id")
    assert len(ids) == len(set(ids))
    for target in page.xpath("//@href"):
        assert target.startswith(("http://", "https://")) or target[1:] in ids
    for names in page.xpath("//@aria-labelledby"):
        assert set(names.split()) <= set(ids)


def test_tags_are_closed_as_opened() -> None:
    """The body, drawn by templates, is well formed down to each SVG."""
    text = render_html(sample_brief()).split("<body>")[1].split("<script>")[0]
    etree.fromstring(
        f"<body>{text}</body>".replace("&ensp;", " ").replace(" data-open hidden>", ">")
    )


@pytest.mark.parametrize("words", HOSTILE)
def test_hostile_words_stay_words(words: str) -> None:
    """Whatever pages bring, the page has the elements and attributes it has without it."""
    plain = parsed(told_by(hostile_story(QUIET)))
    page = parsed(told_by(hostile_story(words)))
    assert {node.tag for node in page.iter("*")} <= {node.tag for node in plain.iter("*")}
    names = {name for node in page.iter("*") for name in node.attrib}
    assert names <= {name for node in plain.iter("*") for name in node.attrib}
    assert len(page.xpath("//script")) == len(page.xpath("//style")) == 1
    assert not [link for link in page.xpath("//@href") if not link.startswith("#")]
    if words.isprintable():
        assert words in page.xpath("//h1")[0].text_content()
        assert words in "".join(page.xpath("//svg//text()"))


@given(st.text(max_size=120))
@settings(max_examples=15, deadline=None)
def test_any_words_make_a_page(words: str) -> None:
    """No words of a page break the brief, and none that steer reach it."""
    text = render_html(told_by(hostile_story(words or "x")))
    assert text.encode("utf-8")
    assert not re.search("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u202a-\u202e\ud800-\udfff]", text)


def test_every_statement_of_a_claim_is_marked_in_its_paragraph() -> None:
    """An opened claim shows each of its statements, marked, with what stands around it."""
    story = sample_story()
    page = parsed(sample_brief())
    said = {statement.id: statement for statement in story.statements}
    texts = {article.id: article.full_text for article in story.articles}
    for claim in story.claims:
        found = [
            node
            for node in page.xpath("//details[contains(@class, 'claim')]")
            if node.xpath(".//span[@class='text']")[0].text_content() == claim.text
        ]
        cards = found[0].xpath(".//figure//blockquote")
        shown = [(card.text_content(), card.xpath("string(mark)")) for card in cards]
        assert len(found) == 1 and len(cards) == len(claim.statements)
        for name in claim.statements:
            start, end = said[name].paragraph
            assert (texts[said[name].article][start:end], said[name].text) in shown


def test_a_claim_tells_chain_and_reason() -> None:
    """Beside each sentence stands its chain; above them why the origins are counted so."""
    text = " ".join(parsed(sample_brief()).text_content().split())
    assert "Highland Mirror ← lift workers’ union ← letter of the transport inspectorate" in text
    assert "Two versions of one agency text and a copy of it; all name the operator." in text


def test_statements_that_were_not_counted_say_why() -> None:
    """A statement that no origin was counted from stands last, with the reason."""
    story = sample_story()
    claim = story.claims[0]
    origin = msgspec.structs.replace(claim.origins[0], statements=("s5", "s8"))
    claims = (msgspec.structs.replace(claim, origins=(origin,)), *story.claims[1:])
    page = parsed(told_by(msgspec.structs.replace(story, claims=claims)))
    first = page.xpath("//details[contains(@class, 'claim')]")[0]
    notes = [
        " ".join(card.xpath("string(p[@class='notes'])").split())
        for card in first.xpath(".//figure")
    ]
    assert notes == ["", "copied text, from [2]", "tells it otherwise, not counted"]
    assert len(first.xpath(".//svg//rect[@class='leaf hollow']")) == 1


def test_versions_are_read_in_whole_paragraphs() -> None:
    """Side by side, each cell is made of whole paragraphs, and nothing of either text is lost."""
    page = parsed(sample_brief())
    cells = [cell.text_content() for cell in page.xpath("//div[@class='texts']/div")]
    for place, name in enumerate(("a1", "a2")):
        text = next(a.text for a in sample_story().articles if a.id == name)
        told = [cell for cell in cells[place::2] if cell]
        assert told == text.split("\n\n")
    assert cells[4:6] == ["", cells[5]] and cells[5].startswith("Two passengers were hurt")


WORDS = st.lists(st.sampled_from(["ash", "oak.", "elm,", "fir", "\n\n"]), max_size=14)


@given(shared=WORDS, left=WORDS, right=WORDS, tail=WORDS)
@settings(max_examples=80, deadline=None)
def test_no_word_of_two_versions_is_lost(
    shared: list[str], left: list[str], right: list[str], tail: list[str]
) -> None:
    """Whatever two versions share, the rows hold all words of each in their order."""
    one, other = " ".join(shared + left + tail), " ".join(shared + right + tail)
    old, new = sample_story().articles[:2]
    lineage = sample_story().lineages[0]
    first, last = len(" ".join(shared)), len(" ".join(tail))
    passages = [(0, first, 0, first)] if shared else []
    if tail and left and right:
        passages.append((len(one) - last, len(one), len(other) - last, len(other)))
    kin = msgspec.structs.replace(lineage.kinships[0], passages=tuple(passages))
    rows = side_by_side(
        msgspec.structs.replace(old, text=one, full_text=one),
        msgspec.structs.replace(new, text=other, full_text=other),
        kin,
        lineage,
    )
    for text, side in ((one, "left"), (other, "right")):
        told = "\n\n".join("".join(p.text for p in getattr(row, side)) for row in rows)
        assert told.split() == text.split()


def test_lines_pass_between_relays() -> None:
    """In the picture of who says so no straight line runs behind a relay."""
    story = sample_story()
    for picture in parsed(sample_brief()).xpath("//svg[@class='web']"):
        relays = [float(box.get("y")) for box in picture.xpath(".//rect[@class='relay']")]
        lanes = [float(line.get("y1")) for line in picture.xpath(".//line")]
        assert relays and lanes
        assert not [y for y in lanes for top in relays if top <= y <= top + 34]
        assert len(picture.xpath(".//rect[@class='paper']")) == len(story.articles)


def test_a_picture_knows_which_came_first() -> None:
    """A copy whose direction nobody knows has an arc without a tip."""
    story = sample_story()
    for direction, tips in (("time", 3), ("unknown", 2)):
        kinships = story.lineages[0].kinships
        kin = msgspec.structs.replace(kinships[1], direction=direction)
        lineage = msgspec.structs.replace(
            story.lineages[0], kinships=(kinships[0], kin, kinships[2])
        )
        page = parsed(told_by(msgspec.structs.replace(story, lineages=(lineage,))))
        picture = page.xpath("//svg[@class='web']")[0]
        assert len(picture.xpath(".//path[starts-with(@class, 'arc')]")) == 3
        assert len(picture.xpath(".//path[starts-with(@class, 'tip')]")) == tips


def test_contested_claims_lead_to_where_reports_differ() -> None:
    """A claim of which reports differ carries a link to each disagreement."""
    page = parsed(sample_brief())
    first = page.xpath("//details[contains(@class, 'claim')]")[0]
    assert first.xpath(".//a[@class='differs']/@href") == ["#s1-dA", "#s1-dC"]
    assert "people aboard" in page.get_element_by_id("s1-dC").text_content()


def test_bare_headlines_are_further_claims() -> None:
    """What headlines alone tell is folded away, below its own words."""
    page = parsed(sample_brief())
    fold = page.xpath("//section[.//h2[.='Reported']]//details[@class='fold']")[0]
    assert [" ".join(node.text_content().split()) for node in fold.xpath("summary")] == [
        "1 further claim"
    ]
    assert len(fold.xpath("details")) == 1
    assert "In headlines and captions only" in fold.text_content()


def test_an_expectation_is_told_once() -> None:
    """Copies of one expectation are one entry, in the list and in the picture."""
    page = parsed(sample_brief())
    assert len(page.xpath("//ul[@class='expected']/li")) == 4
    wide = page.xpath("//svg[@class='when']")[0]
    assert len(wide.xpath(".//g[starts-with(@class, 'expected')]")) == 4


def test_pictures_are_told_in_words() -> None:
    """Every picture that is no mere sign has a title and a description."""
    pictures = parsed(sample_brief()).xpath("//svg[@role='img']")
    assert len(pictures) > 12
    assert all(picture.xpath("title/text()") for picture in pictures)
    assert all(picture.xpath("desc/text()") for picture in pictures)


@pytest.mark.parametrize("stories", [(), (empty_story(),), (empty_story(), sample_story())])
def test_what_is_missing_breaks_nothing(stories: tuple[StoryTold, ...]) -> None:
    """Empty briefs and empty stories are pages too."""
    page = parsed(told_by(*stories))
    assert len(page.xpath("//h1")) == max(len(stories), 1)
    assert not any("None" in text for text in page.xpath("//main//text()") if len(text) < 40)


def test_ids_that_lead_nowhere_are_passed_over() -> None:
    """A brief whose articles, statements or claims were cut away is still drawn."""
    for cut in ("articles", "statements", "claims", "lineages", "judgements", "timeline"):
        story = msgspec.structs.replace(sample_story(), **{cut: ()})
        assert "We swung" in parsed(told_by(story)).text_content()


def test_a_long_page_is_cut_and_says_so() -> None:
    """A megabyte of furniture does not become a megabyte of brief."""
    story = sample_story()
    block = msgspec.structs.replace(story.articles[0].blocks[0], text="x" * 1_000_000)
    article = msgspec.structs.replace(
        story.articles[0], blocks=(block, block), full_text="y " * 400_000
    )
    text = render_html(
        told_by(msgspec.structs.replace(story, articles=(article, *story.articles[1:])))
    )
    assert len(text) < 400_000 and "1 further block" in text


def test_the_fragment_is_alone_in_its_frame() -> None:
    """For a notebook the whole page stands in a sandboxed frame: one element, nothing loose."""
    brief = told_by(hostile_story("</iframe><script>alert(1)</script>\" onload='x'"))
    for told in (sample_brief(), brief):
        frames = html.fragments_fromstring(render_fragment(told))
        assert [frame.tag for frame in frames] == ["iframe"]
        frame = frames[0]
        assert set(frame.keys()) == {"title", "sandbox", "width", "height", "style", "srcdoc"}
        assert "allow-scripts" not in frame.get("sandbox")
        assert "allow-same-origin" not in frame.get("sandbox")
        assert frame.get("srcdoc").rstrip() == render_html(told).rstrip()
        assert not frame.tail
