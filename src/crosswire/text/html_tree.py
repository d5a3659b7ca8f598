"""From markup to a tree that is safe to walk, and to its visible lines in page order."""

from __future__ import annotations

import re
from dataclasses import dataclass

from lxml import etree, html

from crosswire.text.html_marks import SPEAKING, Marks, marks_of

# Real pages nest 10 to 50 deep (218 news pages: 51 at most); libxml2 gives up at 2,048, and code
# that recurses at about 1,000. Deeper tags are left out, their text is kept.
MAX_DEPTH = 120
_TAG = re.compile(r"<(/?)([a-zA-Z][a-zA-Z0-9]*)")
# Tags that close themselves or whose end may be left out: they do not deepen a page.
_FLAT = frozenset(
    "area base br col embed hr img input link meta param source track wbr p li dt dd tr td th thead"  # noqa: SIM905  a line reads better than a column
    " tbody tfoot option optgroup colgroup rt rp path svg use g rect circle".split()
)
BLOCKS = frozenset(
    "address article aside blockquote body caption dd details dialog div dl dt fieldset figcaption"  # noqa: SIM905
    " figure footer form h1 h2 h3 h4 h5 h6 header hr legend li main nav ol option p pre section"
    " summary table tbody td tfoot th thead tr ul button select label time video audio iframe"
    " textarea".split()
)
_SILENT = frozenset(
    "script style noscript template svg head object canvas iframe select textarea".split()  # noqa: SIM905
)


@dataclass(slots=True)
class Line:
    """One visible line: its text, the tag it stands in, how much of it is link, and what its
    ancestors say it is."""

    text: str
    tag: str
    linked: int
    marks: Marks
    key: str = ""
    home: str = (
        ""  # tag and class of the element around its block, or its number; siblings share it
    )
    moment: str = ""  # what the `datetime` of a <time> element tells
    scraps: int = 1  # texts that it was joined from, between inline elements

    @property
    def link_share(self) -> float:
        """Which part of its letters are link text."""
        return self.linked / max(1, len(self.text))


def parse(markup: str) -> html.HtmlElement | None:
    """The tree of a page, about MAX_DEPTH deep at most; None where there is no markup to parse."""
    tree = _parse(markup)
    if tree is not None and tree.xpath("boolean(" + "/*" * MAX_DEPTH + ")"):
        tree = _parse(flatten(markup))
    return tree


# lxml.html asks a Python function which class each element it touches is of; one class will do.
_ONE_CLASS = etree.ElementDefaultClassLookup(element=html.HtmlElement, comment=html.HtmlComment)


def _parse(markup: str) -> html.HtmlElement | None:
    parser = html.HTMLParser(
        collect_ids=False, huge_tree=True, remove_comments=True, remove_pis=True, encoding="utf-8"
    )
    parser.set_element_class_lookup(_ONE_CLASS)
    try:
        return html.document_fromstring(markup.encode("utf-8", "replace"), parser=parser)
    except (etree.ParserError, ValueError):  # nothing but blanks or comments
        return None


# Parsers look at each choice again for each that follows; no article stands in them.
_CHOICES = frozenset({"select", "option", "optgroup"})
# Tags that a page may have without a look at how deep they nest; the busiest of 218 news pages had 4,400.
MANY_TAGS = 8_000


def bounded(markup: str) -> str:
    """The markup itself where it cannot nest too deep, else flattened: for readers whose time grows
    with the square of the depth."""
    return markup if markup.count("<") <= MANY_TAGS else flatten(markup)


def flatten(markup: str) -> str:
    """The markup without the tags that nest deeper than MAX_DEPTH, without scripts and choices."""
    depth, last, kept = 0, 0, []
    while (found := _TAG.search(markup, last)) is not None:
        start, name = found.start(), found[2].lower()
        end = markup.find(">", found.end(), found.end() + 100_000) + 1 or found.end()
        if name == "script" and not found[1]:
            closing = markup.find("</script", end)
            kept.append(markup[last:start])
            last = closing if closing >= 0 else len(markup)
            continue
        if name in _CHOICES:
            kept.append(markup[last:start])
            last = end
            continue
        deep = depth > MAX_DEPTH if found[1] else depth >= MAX_DEPTH
        if name not in _FLAT:
            depth = max(0, depth - 1) if found[1] else depth + 1
        kept.append(markup[last:start] + " " if deep and name not in _FLAT else markup[last:end])
        last = end
    return "".join((*kept, markup[last:]))


# Set on the root of a page that bore the Wayback Machine's bar.
BARRED = "data-archive-bar"


def shed(tree: html.HtmlElement) -> None:
    """Drops what no reader of the body looks at, so that copies and walks of the tree are short.

    Scripts with data about the article stay: extractors fall back on them.
    """
    for bar in tree.xpath("//div[@id='wm-ipp-base' or @id='wm-ipp-print']"):
        bar.tag = "style"  # with a calendar of captures
        tree.set(BARRED, "")
    for script in tree.iter("script"):
        if "ld+json" not in (script.get("type") or "").lower():
            script.tag = "style"
    etree.strip_elements(tree, "style", "svg", "noscript", "template", with_tail=False)


_OF_TABLES = ("table", "tbody", "thead", "tfoot", "tr", "td", "th", "caption", "colgroup")
# A table lays out the page where it holds another, the headline, nothing but links, or a cell with so many
# letters, or with breaks between fewer. The longest cell of a table of facts on 218 news pages had 456
# letters; old layouts hold the article.
_CELL = 600
_PARTED_CELL = 200
_BREAKS = 3
_LINKS = 0.9


def unframe(tree: html.HtmlElement) -> None:
    """Makes the tables that lay out a page into plain parts of it: readers of the body join the cells of
    a row to one line, menus and article alike."""
    if next(tree.iter("table"), None) is None:
        return
    walk = etree.iterwalk(tree, events=("start",), tag=_OF_TABLES)
    for _, node in walk:
        if node.tag == "table" and not _lays_out(node):
            walk.skip_subtree()
        else:
            node.tag = "div"


def _lays_out(table: html.HtmlElement) -> bool:
    if next(table.iterdescendants("table", "h1"), None) is not None:
        return True
    if any(map(_holds_paragraphs, table.iter("td", "th"))):
        return True
    linked = sum(len(link.text_content().strip()) for link in table.iter("a"))
    return linked > _LINKS * len("".join(table.text_content().split()))


def _holds_paragraphs(cell: html.HtmlElement) -> bool:
    letters = len(cell.text_content())
    parted = letters > _PARTED_CELL and sum(1 for _ in cell.iter("p", "br")) >= _BREAKS
    return parted or letters > _CELL


def squeeze(text: str) -> str:
    """A text without its blanks: what two readers of one page must agree on."""
    return "".join(text.split())


def visible_lines(tree: html.HtmlElement) -> list[Line]:
    """What a reader of the page sees, line by line, in page order."""
    return _Walk().lines(tree)


class _Walk:
    """Walks the tree once, collecting text until a block begins or ends.

    No generators and few calls: on a news page this runs a thousand times a step.
    """

    def __init__(self) -> None:
        self.found: list[Line] = []
        self.parts: list[str] = []
        self.linked = 0
        self.in_link = 0
        self.tags: list[str] = ["body"]
        self.marks: list[Marks] = [Marks()]
        self.homes: list[tuple[str, str]] = [("", "")]  # of the block, of the one around it
        self.count = 0

    def lines(self, tree: html.HtmlElement) -> list[Line]:
        body = tree.find("body")
        walk = etree.iterwalk(tree if body is None else body, events=("start", "end"))
        for event, node in walk:
            if event == "end":
                self.close(node, node.tag)
                continue
            told = (
                node.keys()
            )  # asked once: each question to an element takes as long as a step here
            if node.tag in _SILENT or (told and _hidden(node, told)):
                walk.skip_subtree()
                if node.tag in BLOCKS:
                    self.flush()
                self.push("", self.marks[-1], self.homes[-1])  # its end event follows
            else:
                self.open(node, node.tag, told)
        return self.found

    def push(self, tag: str, marks: Marks, home: tuple[str, str]) -> None:
        self.tags.append(tag)
        self.marks.append(marks)
        self.homes.append(home)

    def open(self, node: html.HtmlElement, tag: str, told: list[str]) -> None:
        outer = self.marks[-1]
        marks = marks_of(node, outer, told) if told or tag in SPEAKING else outer
        if tag in BLOCKS:
            self.flush()
            self.count += 1
            name = (node.get("class") if "class" in told else "") or str(self.count)
            self.push(tag, marks, (f"{tag}.{name}", self.homes[-1][0]))
        else:
            if tag == "br":
                self.flush()
            self.in_link += tag == "a"
            self.push(self.tags[-1], marks, self.homes[-1])
        self.take(node.text)

    def close(self, node: html.HtmlElement, tag: str) -> None:
        if self.tags[-1]:
            if tag in BLOCKS:
                self.flush()
                if tag == "time" and self.found and self.found[-1].tag == "time":
                    self.found[-1].moment = (node.get("datetime") or "")[:60]
            self.in_link -= tag == "a"
        self.tags.pop()
        self.marks.pop()
        self.homes.pop()
        self.take(node.tail)

    def take(self, text: str | None) -> None:
        if text:
            self.parts.append(text)
            if self.in_link:
                self.linked += len(text.strip())

    def flush(self) -> None:
        if not self.parts:
            return
        text = " ".join("".join(self.parts).split())
        if text:
            tag, marks, home = self.tags[-1], self.marks[-1], self.homes[-1][1]
            key, scraps = text.replace(" ", ""), len(self.parts)
            self.found.append(Line(text, tag, self.linked, marks, key, home, scraps=scraps))
        self.parts.clear()
        self.linked = 0


def _hidden(node: html.HtmlElement, told: list[str]) -> bool:
    if "hidden" in told:
        return True
    style = node.get("style", "") if "style" in told else ""
    return "none" in style.lower() and "display:none" in style.replace(" ", "").lower()
