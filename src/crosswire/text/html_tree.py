"""From markup to a tree that is safe to walk, and to its visible lines in page order."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from lxml import etree, html

from crosswire.text.html_marks import Marks, marks_of

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
_SPACE = re.compile(r"\s+")


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


def _parse(markup: str) -> html.HtmlElement | None:
    parser = html.HTMLParser(
        collect_ids=False, huge_tree=True, remove_comments=True, remove_pis=True, encoding="utf-8"
    )
    try:
        return html.document_fromstring(markup.encode("utf-8", "replace"), parser=parser)
    except (etree.ParserError, ValueError):  # nothing but blanks or comments
        return None


def flatten(markup: str) -> str:
    """The markup without the tags that nest deeper than MAX_DEPTH, and without scripts."""
    depth, last, kept = 0, 0, []
    while (found := _TAG.search(markup, last)) is not None:
        start, name = found.start(), found[2].lower()
        end = markup.find(">", found.end(), found.end() + 100_000) + 1 or found.end()
        if name == "script" and not found[1]:
            closing = markup.find("</script", end)
            kept.append(markup[last:start])
            last = closing if closing >= 0 else len(markup)
            continue
        deep = depth > MAX_DEPTH if found[1] else depth >= MAX_DEPTH
        if name not in _FLAT:
            depth = max(0, depth - 1) if found[1] else depth + 1
        kept.append(markup[last:start] + " " if deep and name not in _FLAT else markup[last:end])
        last = end
    return "".join((*kept, markup[last:]))


def squeeze(text: str) -> str:
    """A text without its blanks: what two readers of one page must agree on."""
    return _SPACE.sub("", text)


def visible_lines(tree: html.HtmlElement) -> list[Line]:
    """What a reader of the page sees, line by line, in page order."""
    return list(_Walk().lines(tree))


class _Walk:
    """Walks the tree once, collecting text until a block begins or ends."""

    def __init__(self) -> None:
        self.parts: list[str] = []
        self.linked = 0
        self.in_link = 0
        self.tags: list[str] = ["body"]
        self.marks: list[Marks] = [Marks()]
        self.homes: list[tuple[str, str]] = [("", "")]  # of the block, of the one around it
        self.count = 0

    def lines(self, tree: html.HtmlElement) -> Iterator[Line]:
        body = tree.find("body")
        start = tree if body is None else body
        walk = etree.iterwalk(start, events=("start", "end"))
        for event, node in walk:
            tag = node.tag
            if event == "start":
                if tag in _SILENT or _hidden(node):
                    walk.skip_subtree()
                    if tag in BLOCKS:
                        yield from self.flush()
                    self.tags.append("")  # its end event follows
                    self.marks.append(self.marks[-1])
                    self.homes.append(self.homes[-1])
                    continue
                yield from self.open(node, tag)
            else:
                yield from self.close(node, tag)

    def open(self, node: html.HtmlElement, tag: str) -> Iterator[Line]:
        if tag in BLOCKS or tag == "br":
            yield from self.flush()
        self.in_link += tag == "a"
        self.tags.append(tag if tag in BLOCKS else self.tags[-1])
        self.marks.append(marks_of(node, self.marks[-1]))
        self.count += tag in BLOCKS
        own, _ = self.homes[-1]
        name = node.get("class") or str(self.count)
        self.homes.append((f"{tag}.{name}", own) if tag in BLOCKS else self.homes[-1])
        self.take(node.text)

    def close(self, node: html.HtmlElement, tag: str) -> Iterator[Line]:
        silent = self.tags[-1] == ""
        if not silent:
            if tag in BLOCKS:
                yield from self.flush()
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

    def flush(self) -> Iterator[Line]:
        if not self.parts:
            return
        text = _SPACE.sub(" ", "".join(self.parts)).strip()
        if text:
            _, home = self.homes[-1]
            yield Line(text, self.tags[-1], self.linked, self.marks[-1], squeeze(text), home)
        self.parts.clear()
        self.linked = 0


def _hidden(node: html.HtmlElement) -> bool:
    if node.get("hidden") is not None:
        return True
    style = node.get("style")
    return style is not None and "display:none" in style.replace(" ", "").lower()
