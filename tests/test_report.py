"""Reports: what a draft becomes, and each written form read back by somebody else's library."""

from __future__ import annotations

import hashlib
import io
import re
import shutil
from html.parser import HTMLParser
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from crosswire.errors import BadInput
from crosswire.records.page import Page
from crosswire.serve.report import editing, pdf
from crosswire.serve.report.choosing import chosen, cited, claim_named, in_order, of_today
from crosswire.serve.report.formats import SHAPES, file_name, shape_for, shape_of
from crosswire.serve.report.html import html_of
from crosswire.serve.report.made import Report, Shown, report_of
from crosswire.serve.report.markdown import markdown_of
from crosswire.serve.report.prose import Heading, Paragraph, Points, prose
from crosswire.serve.view import StoryView
from crosswire.store.archive import open_archive
from crosswire.store.reports import Draft, Drafts, Overtaken, page_marks
from crosswire.upkeep import add, settle
from hostile_brief import HOSTILE, hostile_story
from report_draft import MARKS, NOW, empty_draft, sample_draft, with_story
from sample_brief import sample_story

FERRY = "Ferry Linnet runs aground\n\nSorrel Courier, 4 March 2024\n\nThe ferry Linnet ran aground off Port Sorrel on Monday, the harbour master said.\n"


def test_footnotes_lead_to_sentences_and_sources() -> None:
    """Each sentence of a claim is a footnote, one for all copies; each article is numbered once."""
    report = report_of(sample_draft())
    story = sample_story()
    assert [note.number for note in report.notes] == list(range(1, len(report.notes) + 1))
    assert [number for claim in report.claims for number in claim.notes] == [
        note.number for note in report.notes
    ]
    said = {said.text for said in story.statements}
    assert {note.text for note in report.notes} <= said
    copied = next(note for note in report.notes if note.also)
    assert copied.text.startswith("A cable car stopped") and len(copied.also) == 1
    assert {place.number for place in report.places} == set(range(1, len(report.places) + 1))
    hashes = {place.sha256 for place in report.places}
    assert hashes == {None, *(sha256 for sha256, _ in MARKS.values())}
    assert any(claim.differ for claim in report.claims)


def test_the_same_draft_gives_the_same_bytes() -> None:
    """A report depends on its draft alone, not on clock or chance; a PDF is the browser's."""
    for name in ("html", "markdown", "docx"):
        assert shape_of(name).write(report_of(sample_draft())) == shape_of(name).write(
            report_of(sample_draft())
        )


class Read(HTMLParser):
    """Elements of a page: links, ids, headings, and all its words."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.links: list[str] = []
        self.ids: list[str] = []
        self.tags: list[str] = []
        self.words = ""
        self.feed(text)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        named = dict(attrs)
        self.tags.append(tag)
        self.ids += [value for key, value in attrs if key == "id" and value]
        self.links += [named["href"] or ""] if "href" in named else []

    def handle_data(self, data: str) -> None:
        self.words += data


def test_html_is_read_back() -> None:
    """Every link within the page leads somewhere, every note has its sentence, address and hash."""
    report = report_of(sample_draft())
    read = Read(html_of(report))
    assert len(read.ids) == len(set(read.ids))
    inner = [link[1:] for link in read.links if link.startswith("#")]
    assert inner and set(inner) <= set(read.ids)
    for note in report.notes:
        assert note.text in read.words and f"note{note.number}" in read.ids
    for place in report.places:
        assert place.address in read.links
        assert (place.sha256 or "No page is kept.") in read.words
    assert "<b>words</b>" in read.words and "script" not in read.tags
    assert html_of(report).count("<h1") == 1


def test_markdown_is_read_back() -> None:
    """A reader of Markdown finds the headings, the links and no markup that pages brought along."""
    report = report_of(sample_draft())
    text = markdown_of(report)
    tokens = MarkdownIt("commonmark").parse(text)
    headings = [tokens[n + 1].content for n, one in enumerate(tokens) if one.type == "heading_open"]
    assert headings == ["The Arda cable car", "What is known", "Sources", "Origins"]
    assert not [one for one in tokens if one.type in ("html_block", "html_inline")]
    asked = re.findall(r"(?<!\n)\[\^(\d+)\]", text)
    given_ = re.findall(r"^\[\^(\d+)\]:", text, re.MULTILINE)
    assert asked == given_ == [str(note.number) for note in report.notes]
    assert MARKS["a1"][0] in text and "<https://a1.example/arda>" in text


def test_word_is_read_back() -> None:
    """python-docx reads headings, claims, properties and a footnote for each mark in the text."""
    docx = pytest.importorskip("docx", reason="pip install 'crosswire[docx]'")
    report = report_of(sample_draft())
    document = docx.Document(io.BytesIO(shape_of("docx").write(report)))
    styles = {paragraph.style.name for paragraph in document.paragraphs}
    assert {"Title", "Heading 1", "Claim", "List Bullet"} <= styles
    claims = [one.text for one in document.paragraphs if one.style.name == "Claim"]
    assert claims and all(
        told.startswith(claim.text) for told, claim in zip(claims, report.claims, strict=True)
    )
    marks = re.findall(r'footnoteReference w:id="(\d+)"', document.element.xml)
    part = next(
        relation.target_part
        for relation in document.part.rels.values()
        if relation.reltype.endswith("/footnotes")
    )
    told = part.blob.decode()
    held = re.findall(r'<w:footnote w:id="([1-9]\d*)"', told)
    assert marks == held == [str(note.number) for note in report.notes]
    for note in report.notes:
        assert note.text in told
    assert document.core_properties.title == report.title
    targets = {rel.target_ref for rel in part.rels.values()}
    assert {report.place(note.article).address for note in report.notes} == targets


@pytest.mark.parametrize("words", HOSTILE)
def test_hostile_words_stay_words(words: str) -> None:
    """Scripts, markup and control characters of pages are text in every form, or are gone."""
    draft = with_story(empty_draft(words), hostile_story(words), [0, 1])
    draft = editing.with_words(draft, words)
    report = report_of(draft)
    read = Read(html_of(report))
    assert not {"script", "img", "svg", "b:"} & set(read.tags)
    assert not [link for link in read.links if not link.startswith(("#", "https://", "http://"))]
    for token in MarkdownIt("commonmark").parse(markdown_of(report)):
        assert token.type not in ("html_block", "html_inline")
    docx = pytest.importorskip("docx", reason="pip install 'crosswire[docx]'")
    docx.Document(io.BytesIO(shape_of("docx").write(report)))


@settings(max_examples=40, deadline=None)
@given(st.text(st.characters(exclude_categories=[]), max_size=60))
def test_any_words_can_be_written(words: str) -> None:
    """Whatever a person types, the forms are made, and the words cut into parts lose no letter."""
    draft = editing.with_words(empty_draft(), words)
    report = report_of(draft)
    for name in ("html", "markdown", "docx"):
        assert SHAPES[name].write(report)
    kept = editing.with_words(empty_draft(), words).items[0].words
    told = "".join(
        part.text
        if isinstance(part, Heading)
        else "".join(getattr(part, "lines", getattr(part, "items", ())))
        for part in prose(kept)
    )
    assert [one for one in told if one.isalnum()] == [one for one in kept if one.isalnum()]


def test_words_are_taken_apart() -> None:
    """Headings, paragraphs and points are told by their first letters and empty lines."""
    assert list(prose("# A\none\ntwo\n\nthree\n- x\n* y\nfour")) == [
        Heading(1, "A"), Paragraph(("one", "two")), Paragraph(("three",)),
        Points(("x", "y")), Paragraph(("four",)),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("written", "told"),
    [([2, 2], [1, 1]), ([3, 1, 3], [1, 1, 2]), ([1, 2, 3, 2], [1, 2, 3, 2])],
)
def test_headings_skip_no_level(written: list[int], told: list[int]) -> None:
    """However the writer began, headings begin at the first level and go down one by one."""
    draft = editing.with_words(empty_draft(), "\n".join(f"{'#' * level} x" for level in written))
    blocks = report_of(draft).blocks
    assert [block.level for block in blocks if isinstance(block, Heading)] == told


def ids(draft: Draft) -> list[str]:
    """The pieces of a draft."""
    return [item.id for item in draft.items]


def test_pieces_are_moved_removed_and_put_back() -> None:
    """Order is what the writer makes it; what was taken out comes back where it was."""
    draft = sample_draft()
    first, second, *rest = ids(draft)
    assert ids(editing.moved(draft, first, 1)) == [second, first, *rest]
    assert ids(editing.moved(draft, first, -5)) == ids(draft)
    assert ids(editing.moved(draft, first, 99))[-1] == first
    less = editing.without(draft, second)
    assert second not in ids(less) and ids(editing.put_back(less)) == ids(draft)
    assert report_of(editing.put_back(less)) == report_of(draft)
    with pytest.raises(BadInput, match="not in the report any more"):
        editing.moved(draft, "gone", 1)


def test_a_claim_is_held_once_and_its_words_are_its_own() -> None:
    """Choosing a claim again changes nothing; a claim cannot be reworded."""
    draft = sample_draft()
    again = with_story(draft, sample_story(), [0, 1])
    assert len(again.items) == len(draft.items) + 1
    claim = next(item for item in draft.items if item.claim)
    with pytest.raises(BadInput, match="is a claim"):
        editing.reworded(draft, claim.id, "Other words")
    with pytest.raises(BadInput, match="at most"):
        editing.with_words(draft, "x" * (editing.LONGEST_WORDS + 1))


def test_a_claim_is_found_again_when_its_id_has_changed() -> None:
    """Claims get a new id with further articles; they are known by their sentences."""
    view = StoryView.of(sample_story())
    held = chosen(view, 1, in_order(view)[0])
    assert of_today(view, held) is in_order(view)[0]
    other = StoryView.of(sample_story())
    del other.claims[held.claim]
    found = of_today(other, held)
    assert found is not None and set(found.statements) == {one.statement for one in held.said}
    assert claim_named(view, "1") is in_order(view)[0]
    with pytest.raises(BadInput, match="counted from 1"):
        claim_named(view, "99")


def test_drafts_are_kept_and_never_overwritten(tmp_path: Path) -> None:
    """A draft is there after the program ended; a window that is behind cannot overwrite it."""
    path = tmp_path / "desk.db"
    with open_archive(path) as shelf:
        drafts = Drafts(shelf)
        begun = drafts.begin("Ferry", "ann", NOW)
        kept = drafts.keep(editing.with_words(begun, "One."), NOW)
    with open_archive(path) as shelf:
        drafts = Drafts(shelf)
        assert drafts.get(begun.id) == kept and drafts.all() == [kept]
        with pytest.raises(Overtaken, match="another window") as told:
            drafts.keep(editing.with_words(begun, "Two."), NOW)
        assert told.value.draft == kept
        assert drafts.get("none") is None


def test_hashes_are_those_of_the_bytes_that_are_kept(tmp_path: Path) -> None:
    """The appendix names the SHA-256 of a page as it was found; settling changes neither it nor drafts."""
    page = Page.make("ferry.txt", FERRY.encode(), "text/plain", fetched="2024-03-04T10:00:00Z")
    with open_archive(tmp_path / "desk.db") as shelf:
        add(shelf, [page])
        kept = Drafts(shelf).begin("Ferry", "", NOW)
        (article,) = shelf.connection.execute("SELECT id FROM articles").fetchone()
        marks = page_marks(shelf, [article, "none"])
        settle(shelf)
        assert Drafts(shelf).all() == [kept]
    assert marks == {article: (hashlib.sha256(FERRY.encode()).hexdigest(), page.fetched)}


def test_an_address_that_is_none_becomes_no_link() -> None:
    """Only http and https addresses are links; others are told as the place where the page lay."""
    view = StoryView.of(hostile_story("javascript:alert(1)"))
    (first, *_) = cited(view, list(view.articles)[:1], {})
    assert first.address is None and first.source == "javascript:alert(1)"


def test_a_pdf_is_printed_or_it_is_told_how(monkeypatch: pytest.MonkeyPatch) -> None:
    """With a Chromium there is a PDF; without one, what to do instead."""
    monkeypatch.setattr(pdf, "browser", lambda: None)
    with pytest.raises(BadInput, match="Save as PDF"):
        pdf.pdf_of(report_of(sample_draft()))


@pytest.mark.browser
def test_a_pdf_holds_the_report() -> None:
    """What Chromium prints is a PDF."""
    if not any(map(shutil.which, pdf.NAMES)):
        pytest.skip("no Chromium in PATH")
    assert pdf.pdf_of(report_of(sample_draft())).startswith(b"%PDF-")


def test_files_are_named_after_the_report() -> None:
    """A title becomes a file name that any system takes, whatever is in it."""
    word = shape_of("docx")
    assert file_name("Ferry: what we know…", word) == "ferry-what-we-know.docx"
    assert file_name("../../\x00 ", word) == "report.docx"
    assert shape_for(".MD") is shape_of("markdown") and shape_for(".odt") is None
    with pytest.raises(BadInput, match="html, markdown, docx, pdf"):
        shape_of("odt")


def test_an_empty_report_is_told_to_be_one() -> None:
    """A draft without anything is a report that says so."""
    report = report_of(empty_draft(""))
    assert report.title == "Untitled report" and "Nothing has been put" in html_of(report)
    assert not [block for block in report.blocks if isinstance(block, Shown)]
    assert isinstance(report, Report)
