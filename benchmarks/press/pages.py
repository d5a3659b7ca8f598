"""How sites print a report: eight kinds of HTML and two of plain text, each with its own furniture."""

from __future__ import annotations

import html
from collections.abc import Callable

from benchmarks.press.pages_more import blog, metered, microdata, telephone
from benchmarks.press.pages_told import iso, jsonld_of, told_time
from benchmarks.press.prose import Report
from benchmarks.press.sheet import Sheet

Site = Callable[[Sheet, Report], None]


def jsonld(sheet: Sheet, report: Report) -> None:
    """JSON-LD in the head, an article element, a box of related pages in the middle."""
    head, name = sheet.escaped(report.headline), sheet.escaped(report.outlet.name)
    sheet.put(f"<!doctype html><html lang='en'><head><title>{head} - {name}</title>")
    sheet.put(f'<script type="application/ld+json">{jsonld_of(report)}</script></head><body>')
    sheet.put(
        f"<div class='cookie'>{sheet.some('cookie')}</div><nav><a>{sheet.menu('</a><a>')}</a></nav>"
    )
    sheet.put(
        f"<main><article><h1>{head}</h1><time datetime='{iso(report)}'>{told_time(report)}</time>"
    )
    sheet.paragraphs(report, "<p>", "</p>\n", f"<aside><a>{sheet.some('related')}</a></aside>")
    sheet.put(f"</article></main><footer>{name} {sheet.some('foot')}</footer></body></html>")


def meta(sheet: Sheet, report: Report) -> None:
    """Open Graph tags and a class for the body, a newsletter form behind it."""
    head, name = sheet.escaped(report.headline), sheet.escaped(report.outlet.name)
    sheet.put(
        f"<html><head><title>{head} | {name}</title><meta property='og:site_name' content='{name}'>"
    )
    sheet.put(f"<meta property='og:title' content='{html.escape(report.headline)}'>")
    sheet.put(f"<meta property='article:published_time' content='{iso(report)}'></head><body>")
    sheet.put(f"<ul class='menu'><li>{sheet.menu('</li><li>')}</li></ul><h1>{head}</h1>")
    sheet.put("<div class='story-body'>")
    sheet.paragraphs(report, "<p>", "</p>\n", f"<p class='related'>{sheet.some('related')}</p>")
    sheet.put(f"</div><form class='newsletter'>{sheet.some('letter')}</form>")
    sheet.put(f"<div id='comments'><h3>{sheet.some('comments')}</h3></div></body></html>")


def divs(sheet: Sheet, report: Report) -> None:
    """Boxes in boxes, the date as text beside the name, bars for sharing."""
    head, name = sheet.escaped(report.headline), sheet.escaped(report.outlet.name)
    sheet.put(
        f"<html><head><title>{head}</title></head><body><div class='top'><span>{name}</span></div>"
    )
    sheet.put(f"<div class='w'><div class='hd'><h2 class='title'>{head}</h2>")
    sheet.put(
        f"<div class='info'>{name} · <time datetime='{iso(report)}'>{told_time(report)}</time></div></div>"
    )
    sheet.put(f"<div class='share'>{sheet.some('share')}</div><div class='txt'>")
    sheet.paragraphs(
        report, "<div class='par'>", "</div>\n", f"<div class='promo'>{sheet.some('letter')}</div>"
    )
    sheet.put(
        f"</div><div class='share'>{sheet.some('share')}</div><div>{sheet.some('foot')}</div></div></body></html>"
    )


def table(sheet: Sheet, report: Report) -> None:
    """A page as of twenty years ago: a table, breaks for paragraphs."""
    head, name = sheet.escaped(report.headline), sheet.escaped(report.outlet.name)
    sheet.put(f"<html><head><title>{name}: {head}</title></head><body><table><tr><td width=120>")
    sheet.put(
        f"{sheet.menu('<br>')}</td><td><b>{name}</b><h1>{head}</h1><i>Published {told_time(report)}</i><p>"
    )
    sheet.paragraphs(report, "", "<br><br>\n")
    sheet.put(f"</td></tr><tr><td colspan=2>{sheet.some('foot')}</td></tr></table></body></html>")


def plain(sheet: Sheet, report: Report) -> None:
    """A text file with headline, outlet and date above the body."""
    sheet.put(f"{report.headline}\n\n{report.outlet.name}\n{told_time(report)}\n\n")
    sheet.paragraphs(report, "", "\n\n")


def dump(sheet: Sheet, report: Report) -> None:
    """A page copied from a browser: its menu, boxes and foot stand in the text."""
    sheet.put(
        f"{report.outlet.name}\n{sheet.menu(chr(10))}\n{sheet.some('cookie')}\n\n{report.headline}\n"
    )
    sheet.put(f"Published: {told_time(report)}\n{sheet.some('share')}\n\n")
    sheet.paragraphs(report, "", "\n\n", f"{sheet.some('related')}\n\n")
    sheet.put(f"{sheet.some('letter')}\n{sheet.some('comments')}\n{sheet.some('foot')}\n")


SITES: dict[str, tuple[Site, bool]] = {
    "jsonld": (jsonld, True),
    "meta": (meta, True),
    "divs": (divs, True),
    "table": (table, True),
    "microdata": (microdata, True),
    "blog": (blog, True),
    "telephone": (telephone, True),
    "metered": (metered, True),
    "plain": (plain, False),
    "dump": (dump, False),
}
"""The kinds of site, and whether each writes HTML."""
