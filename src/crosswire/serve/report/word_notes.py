"""The footnotes of a Word file: a part of their own, references to it, and the styles of both."""

from __future__ import annotations

from typing import Any

from docx.enum.style import WD_STYLE_TYPE
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.opc.packuri import PackURI
from docx.opc.part import Part
from docx.oxml import OxmlElement
from docx.oxml.ns import nsdecls, qn
from docx.oxml.parser import parse_xml
from docx.shared import Pt
from lxml import etree

_KIND = "application/vnd.openxmlformats-officedocument.wordprocessingml.footnotes+xml"
_REFERENCE, _TEXT = "footnote reference", "footnote text"

# Word wants these two before the first footnote: the line above footnotes, and above what runs on.
_EMPTY = f"""<w:footnotes {nsdecls("w", "r")}>
<w:footnote w:type="separator" w:id="-1"><w:p><w:r><w:separator/></w:r></w:p></w:footnote>
<w:footnote w:type="continuationSeparator" w:id="0"><w:p><w:r><w:continuationSeparator/></w:r></w:p></w:footnote>
</w:footnotes>"""


class Footnotes:
    """The footnotes of one document; `finish` puts them into it."""

    def __init__(self, document: Any) -> None:
        self._document = document
        self._root = parse_xml(_EMPTY)
        self._part = Part(PackURI("/word/footnotes.xml"), _KIND, b"", document.part.package)
        self._last = 0
        styles = document.styles
        reference = styles.add_style(_REFERENCE, WD_STYLE_TYPE.CHARACTER)
        reference.font.superscript = True
        text = styles.add_style(_TEXT, WD_STYLE_TYPE.PARAGRAPH)
        text.base_style = styles["Normal"]
        text.font.size = Pt(8.5)
        text.paragraph_format.space_after = Pt(2)
        self._reference, self._text = reference.style_id, text.style_id

    def refer(self, paragraph: Any, text: str, address: str | None) -> None:
        """Puts a mark at the end of a paragraph, and the footnote with its link into the part."""
        self._last += 1
        run = OxmlElement("w:r")
        run.append(self._styled("w:rPr", "w:rStyle", self._reference))
        mark = OxmlElement("w:footnoteReference")
        mark.set(qn("w:id"), str(self._last))
        run.append(mark)
        paragraph._p.append(run)
        self._root.append(self._note(text, address))

    def _note(self, text: str, address: str | None) -> Any:
        note, paragraph = OxmlElement("w:footnote"), OxmlElement("w:p")
        note.set(qn("w:id"), str(self._last))
        note.append(paragraph)
        paragraph.append(self._styled("w:pPr", "w:pStyle", self._text))
        own = OxmlElement("w:r")
        own.append(self._styled("w:rPr", "w:rStyle", self._reference))
        own.append(OxmlElement("w:footnoteRef"))
        paragraph.append(own)
        paragraph.append(_run(f" {text}"))
        if address:
            paragraph.append(_run(" "))
            link = OxmlElement("w:hyperlink")
            held = self._part.relate_to(address, RELATIONSHIP_TYPE.HYPERLINK, is_external=True)
            link.set(qn("r:id"), held)
            link.append(_run(address))
            paragraph.append(link)
        return note

    def _styled(self, holder: str, tag: str, style: str) -> Any:
        held, named = OxmlElement(holder), OxmlElement(tag)
        named.set(qn("w:val"), style)
        held.append(named)
        return held

    def finish(self) -> None:
        """Puts the part into the document; without footnotes there is none."""
        if not self._last:
            return
        self._part._blob = etree.tostring(
            self._root, xml_declaration=True, encoding="UTF-8", standalone=True
        )
        self._document.part.relate_to(self._part, RELATIONSHIP_TYPE.FOOTNOTES)


def _run(text: str) -> Any:
    run, told = OxmlElement("w:r"), OxmlElement("w:t")
    told.set("{http://www.w3.org/XML/1998/namespace}space", "preserve")
    told.text = text
    run.append(told)
    return run
