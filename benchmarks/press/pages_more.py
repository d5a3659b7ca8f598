"""Four more kinds of site: machine-readable attributes, a blog, a page for telephones, a metered one.

Each brings furniture that the first four have not: captions and tags, boxes with the headlines and days of other
reports, adverts between paragraphs, a wall with a second copy of the text in a script.
"""

from __future__ import annotations

import html
import json

from benchmarks.press.pages_told import iso, jsonld_of, told_time
from benchmarks.press.prose import Report
from benchmarks.press.sheet import Sheet
from benchmarks.press.vocabulary import words


def _box(sheet: Sheet, opening: str, closing: str) -> str:
    """Three headlines of other reports, each with a day that is not this report's."""
    lines = sheet.chance.sample(words()["furniture"]["others"], 3)
    days = sheet.chance.sample(range(2, 28), 3)
    return "".join(
        f"{opening}{sheet.escaped(line)} <span>{day} August 2031</span>{closing}"
        for line, day in zip(lines, days, strict=True)
    )


def microdata(sheet: Sheet, report: Report) -> None:
    """Attributes say what each element is; a captioned picture, tags and an author's box around the text."""
    head, name = sheet.escaped(report.headline), sheet.escaped(report.outlet.name)
    sheet.put(f"<!doctype html><html><head><title>{head} – {name}</title></head><body>")
    sheet.put(f"<header><a href='/'>{name}</a> <nav>{sheet.menu(' · ')}</nav></header>")
    sheet.put("<div itemscope itemtype='https://schema.org/NewsArticle'>")
    sheet.put(
        f"<span itemprop='publisher' itemscope itemtype='https://schema.org/Organization'>"
        f"<meta itemprop='name' content='{html.escape(report.outlet.name)}'></span>"
    )
    sheet.put(f"<h1 itemprop='headline'>{head}</h1>")
    sheet.put(f"<meta itemprop='datePublished' content='{iso(report)}'><p>{told_time(report)}</p>")
    sheet.put(
        f"<figure><img src='a.jpg' alt=''><figcaption>{sheet.some('caption')}</figcaption></figure>"
    )
    sheet.put("<div itemprop='articleBody'>")
    sheet.paragraphs(report, "<p>", "</p>\n", f"<blockquote>{sheet.some('pull')}</blockquote>")
    sheet.put(
        f"</div><ul class='tags'><li>{sheet.some('tag')}</li><li>{sheet.some('tag')}</li></ul>"
    )
    sheet.put(f"<div class='author-box'>{sheet.some('desk')}</div></div>")
    sheet.put(f"<footer>{name} {sheet.some('foot')}</footer></body></html>")


def blog(sheet: Sheet, report: Report) -> None:
    """A blog's theme: entry header and content, then boxes of recent and much-read reports with their days."""
    head, name = sheet.escaped(report.headline), sheet.escaped(report.outlet.name)
    sheet.put(f"<html><head><title>{head} » {name}</title>")
    sheet.put(f"<meta property='og:site_name' content='{html.escape(report.outlet.name)}'></head>")
    sheet.put(f"<body class='single-post'><div id='masthead'>{name}</div><div id='content'>")
    sheet.put(
        f"<article class='post'><header class='entry-header'><h1 class='entry-title'>{head}</h1>"
    )
    sheet.put(
        f"<div class='entry-meta'>Posted on <time class='entry-date published' datetime='{iso(report)}'>"
        f"{told_time(report)}</time></div></header><div class='entry-content'>"
    )
    sheet.paragraphs(
        report, "<p>", "</p>\n", f"<p class='jp-relatedposts'>{sheet.some('related')}</p>"
    )
    sheet.put(f"<div class='sharedaddy'><h3>{sheet.some('share')}</h3></div></div></article>")
    sheet.put(f"<section id='comments'><h2>{sheet.some('comments')}</h2></section></div>")
    sheet.put(f"<aside id='secondary'><h3>Recent</h3><ul>{_box(sheet, '<li>', '</li>')}</ul>")
    sheet.put(f"<form>{sheet.some('letter')}</form></aside></body></html>")


def telephone(sheet: Sheet, report: Report) -> None:
    """A page for telephones: JSON-LD, adverts between the paragraphs, a strip of other reports."""
    head, name = sheet.escaped(report.headline), sheet.escaped(report.outlet.name)
    sheet.put(f"<!doctype html><html amp><head><meta charset='utf-8'><title>{head}</title>")
    sheet.put(f'<script type="application/ld+json">{jsonld_of(report)}</script></head><body>')
    sheet.put(f"<amp-sidebar id='s'><ul><li>{sheet.menu('</li><li>')}</li></ul></amp-sidebar>")
    sheet.put(f"<header>{name}</header><main><h1>{head}</h1><div class='body'>")
    sheet.paragraphs(
        report,
        "<p>",
        "</p>\n",
        "<amp-ad width='300' height='250'><div>Advertisement</div></amp-ad>",
    )
    sheet.put(f"</div></main><div class='strip'>{_box(sheet, '<div><a>', '</a></div>')}</div>")
    sheet.put(f"<amp-consent>{sheet.some('cookie')}</amp-consent></body></html>")


def metered(sheet: Sheet, report: Report) -> None:
    """A wall: a call to subscribe amid the text, a ranking beside it, the data of the page in a script."""
    head, name = sheet.escaped(report.headline), sheet.escaped(report.outlet.name)
    sheet.put(f"<!doctype html><html><head><title>{head} | {name}</title>")
    sheet.put(f"<meta property='og:site_name' content='{html.escape(report.outlet.name)}'>")
    sheet.put(f"<meta name='article:published_time' content='{iso(report)}'></head><body>")
    sheet.put(f"<div role='banner'>{name} {sheet.menu(' ')}</div><div class='grid'><section>")
    sheet.put(f"<h1>{head}</h1><div class='stamp'>{told_time(report)}</div>")
    wall = (
        f"<div class='paywall-prompt'><h3>{sheet.some('wall')}</h3><button>Subscribe</button></div>"
    )
    sheet.paragraphs(report, "<p class='para'>", "</p>\n", wall)
    sheet.put(f"</section><ol class='most-read'>{_box(sheet, '<li>', '</li>')}</ol></div>")
    state = {"page": {"title": report.headline, "meter": {"left": 2}, "section": "news"}}
    sheet.put(f"<script>window.__STATE__={json.dumps(state)}</script>")
    sheet.put(f"<footer>{sheet.some('foot')}</footer></body></html>")
