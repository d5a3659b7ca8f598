"""A report as a Word file (DOCX): headings, claims, footnotes of the page, links, the appendix.

The library writes documents but no footnotes; their part of the file is made in `word_notes`.
"""

from __future__ import annotations

import io
import zipfile
from datetime import UTC, datetime
from typing import Any

from docx import Document
from docx.enum.style import WD_STYLE_TYPE
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Pt, RGBColor

from crosswire.serve.exports.common import words
from crosswire.serve.report.made import CAUTION, Block, Note, Place, Report, Shown, quoted
from crosswire.serve.report.prose import Heading, Paragraph
from crosswire.serve.report.word_notes import Footnotes
from crosswire.serve.view_words import count

# Files are the same for the same report: nothing of the clock goes in.
_NO_TIME = datetime(2000, 1, 1, tzinfo=UTC)
_CLAIM, _UNDER = "Claim", "Claim origins"
_SOFT = RGBColor(0x57, 0x5C, 0x64)


def word_of(report: Report) -> bytes:
    """The report as the bytes of a .docx file."""
    document = Document()
    _set_up(document, report)
    notes = Footnotes(document)
    document.add_heading(words(report.title), 0)
    if report.byline:
        document.add_paragraph(words(report.byline), style="Subtitle")
    for block in report.blocks:
        _add(document, block, report, notes)
    _appendix(document, report)
    notes.finish()
    held = io.BytesIO()
    document.save(held)
    return _timeless(held)


def _timeless(held: io.BytesIO) -> bytes:
    """The same file, its parts without the time at which they were packed."""
    told = io.BytesIO()
    with zipfile.ZipFile(held) as packed, zipfile.ZipFile(told, "w", zipfile.ZIP_DEFLATED) as out:
        for name in packed.namelist():
            info = zipfile.ZipInfo(name)
            info.compress_type = zipfile.ZIP_DEFLATED
            out.writestr(info, packed.read(name))
    return told.getvalue()


def _set_up(document: Any, report: Report) -> None:
    """Names, styles: what Word shows as the file's properties and its gallery."""
    told = document.core_properties
    told.title, told.author, told.comments = words(report.title), "", ""
    told.created = told.modified = _NO_TIME
    told.last_modified_by = ""
    for name, size, indent in ((_CLAIM, 12, 18), (_UNDER, 9, 18)):
        style = document.styles.add_style(name, WD_STYLE_TYPE.PARAGRAPH)
        style.base_style = document.styles["Normal"]
        style.font.size = Pt(size)
        style.paragraph_format.left_indent = Pt(indent)
        style.paragraph_format.keep_together = True
    document.styles[_CLAIM].paragraph_format.keep_with_next = True
    document.styles[_CLAIM].paragraph_format.space_after = Pt(2)
    document.styles[_UNDER].font.color.rgb = _SOFT


def _add(document: Any, block: Block, report: Report, notes: Footnotes) -> None:
    if isinstance(block, Heading):
        document.add_heading(words(block.text), block.level)
    elif isinstance(block, Paragraph):
        paragraph = document.add_paragraph()
        for place, text in enumerate(block.lines):
            run = paragraph.add_run(words(text))
            if place < len(block.lines) - 1:
                run.add_break()
    elif isinstance(block, Shown):
        _add_claim(document, block, report, notes)
    else:
        for item in block.items:
            document.add_paragraph(words(item), style="List Bullet")


def _add_claim(document: Any, claim: Shown, report: Report, notes: Footnotes) -> None:
    paragraph = document.add_paragraph(words(claim.text), style=_CLAIM)
    for place, number in enumerate(claim.notes):
        if place:
            paragraph.add_run(" ").font.superscript = True
        notes.refer(paragraph, _note(report, report.note(number)), _address(report, number))
    mark = f"{claim.mark} · " if claim.mark else ""
    under = document.add_paragraph(style=_UNDER)
    under.add_run(words(mark)).bold = True
    under.add_run(words(f"{claim.counted}: {claim.origins}"))
    for told in claim.differ:
        line = document.add_paragraph(style=_UNDER)
        line.add_run("Reports differ: ").bold = True
        line.add_run(words(told))


def _note(report: Report, note: Note) -> str:
    """The footnote without its address, which becomes a link behind it."""
    place = report.place(note.article)
    also = "".join(f" [{number}]" for number in note.also)
    parts = (
        f"{place.cited} [{place.number}].",
        f"{quoted(note.text)}{f' ({note.remarks})' if note.remarks else ''}",
        f"Said by {note.chain}." if note.chain else "",
        f"The same words also in{also}." if also else "",
        place.mark,
    )
    return words(" ".join(part for part in parts if part))


def _address(report: Report, number: int) -> str | None:
    return report.place(report.note(number).article).address


def _appendix(document: Any, report: Report) -> None:
    if report.places:
        document.add_heading("Sources", 1)
        for place in report.places:
            _add_place(document, place)
    if report.origins:
        document.add_heading("Origins", 1)
        for origin in report.origins:
            kind = ", ".join(part for part in (origin.kind, origin.marks) if part)
            told = f"{origin.name}{f' ({kind})' if kind else ''}: {count(origin.claims, 'claim')}"
            document.add_paragraph(words(told), style="List Bullet")
    document.add_paragraph(f"{CAUTION} Made with crosswire {report.release}.", style=_UNDER)


def _add_place(document: Any, place: Place) -> None:
    paragraph = document.add_paragraph()
    paragraph.paragraph_format.space_after = Pt(4)
    paragraph.add_run(f"[{place.number}] ").bold = True
    paragraph.add_run(words(f"{place.cited}. "))
    if place.address:
        _link(paragraph, place.address)
    else:
        paragraph.add_run(words(place.lies))
    fetched = f" Fetched {place.fetched}." if place.fetched else ""
    kept = f" SHA-256 {place.sha256}" if place.sha256 else f" {place.mark}"
    paragraph.add_run(words(fetched + kept)).font.size = Pt(8)


def _link(paragraph: Any, address: str) -> None:
    """A link; it leads where its words say."""
    link = OxmlElement("w:hyperlink")
    kind = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/hyperlink"
    link.set(qn("r:id"), paragraph.part.relate_to(words(address), kind, is_external=True))
    run = paragraph.add_run(words(address))
    run.font.underline = True
    link.append(run._r)
    paragraph._p.append(link)
