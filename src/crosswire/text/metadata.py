"""What an HTML page tells about itself: headline, authors, outlet, times with zone, address."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from typing import Any
from urllib.parse import urljoin, urlsplit

from lxml import html

from crosswire.records.page import Told, Witness
from crosswire.text import metadata_jsonld as jsonld
from crosswire.text.html_live import is_live
from crosswire.text.html_tree import Line
from crosswire.text.metadata_copies import copy_kind, is_archived, original_of
from crosswire.text.metadata_headline import cut_outlet, pick_headline
from crosswire.text.metadata_names import read_names
from crosswire.text.metadata_published import (
    last_resort,
    read_modified,
    read_published,
    times_of,
)
from crosswire.text.metadata_tags import (
    AUTHOR_KEYS,
    OUTLET_KEYS,
    SECTION_KEYS,
    TITLE_KEYS,
    Tags,
    read_tags,
)
from crosswire.text.metadata_witnesses import of_authors, witness
from crosswire.text.outlets import Outlet, find_outlet, registered_domain


@dataclass(frozen=True)
class Metadata:
    """What the page tells about itself. `authors` are persons; `desks` are the agencies, desks and
    outlets that stand where an author stands."""

    headline: str | None = None
    authors: tuple[str, ...] = ()
    desks: tuple[str, ...] = ()
    outlet: str | None = None
    address: str | None = None
    language: str | None = None
    published: Told | None = None
    modified: Told | None = None
    section: str | None = None
    witnesses: tuple[Witness, ...] = ()
    types: frozenset[str] = frozenset()  # what the page says it is, lower case
    copy: str | None = None  # what kind of copy the page is, and of which address
    article: jsonld.Node = field(default_factory=dict)  # as JSON-LD has it


@dataclass(frozen=True)
class Sources:
    """What a page tells machines: its tags, the objects of its JSON-LD, and `<time>` elements."""

    tags: Tags
    nodes: list[jsonld.Node]
    times: Sequence[str] = ()


def read_metadata(
    tree: html.HtmlElement,
    lines: Sequence[Line],
    address: str | None,
    dateline_day: str | None = None,
) -> Metadata:
    """All of it, from the tree and its visible lines; `dateline_day` is what the text's own
    dateline tells, if one was found."""
    told = Sources(read_tags(tree), jsonld.nodes_of(tree), times_of(tree))
    found = weigh_up(told, lines, address, dateline_day)
    if found.published is None:
        last = last_resort(tree, original_of(address), header_lines(lines))
        found = replace(found, published=last)
    return replace(found, witnesses=tuple(_witnesses(told, lines, address, found)))


def weigh_up(
    told: Sources, lines: Sequence[Line], address: str | None, dateline_day: str | None = None
) -> Metadata:
    """The values that what the page tells and shows agree on."""
    tags, nodes = told.tags, told.nodes
    article = jsonld.article_of(nodes, address) or {}
    own = original_of(address)
    canonical = _canonical(tags, own)
    outlet, known = _outlet(tags, article, nodes, own or canonical)
    header = header_lines(lines)
    names = read_names(
        _name_candidates(tags, article, nodes, header, lines), _own_names(outlet, known, own)
    )
    titles = _titles(tags, article)
    archived = tags.archived or any(map(is_archived, tags.links.get("canonical", ())))
    headline, types = pick_headline(lines, titles, outlet, known), _types(tags, article, nodes)
    live = is_live(types, filter(None, (headline, canonical)))
    return Metadata(
        headline=headline,
        authors=names.persons,
        desks=names.desks,
        outlet=outlet,
        address=canonical,
        language=_language(tags, article),
        published=read_published(
            tags,
            article,
            header,
            times=told.times,
            address=own,
            dateline_day=dateline_day,
            live=live,
        ),
        modified=read_modified(tags, article),
        types=types,
        copy=copy_kind(address, canonical, amp=tags.amp, archived=archived),
        section=next((value for _, value in _sections(tags, article) if value), None),
        article=article,
    )


def _witnesses(
    told: Sources, lines: Sequence[Line], address: str | None, found: Metadata
) -> Iterator[Witness]:
    """Where each value but the times was read, and what other places tell."""
    tags, article, own = told.tags, found.article, original_of(address)
    known = find_outlet(own or found.address or "") or find_outlet(found.outlet or "")
    heads = [("h1", line.text) for line in lines if line.tag == "h1" and len(line.text) < 400]
    titles = _titles(tags, article).items()
    cut = [(place, cut_outlet(text, found.outlet, known)) for place, text in titles if text]
    yield from witness("headline", found.headline, [*heads[:3], *cut])
    candidates = _name_candidates(tags, article, told.nodes, header_lines(lines), lines)
    yield from of_authors(found.authors, candidates, _own_names(found.outlet, known, own))
    names = _outlet_names(tags, article, told.nodes)
    by_address = find_outlet(own or found.address or "")
    first = ("address", by_address.name if by_address else None)
    yield from witness("outlet", found.outlet, [first, *names])
    yield from witness("section", found.section, _sections(tags, article))
    given = [("link canonical", one) for one in tags.links.get("canonical", ())]
    given += [("meta og:url", one) for one in tags.meta.get("og:url", ())]
    yield from witness("address", found.address, [*given, ("where it was found", own)])
    languages = [(place, _short(code)) for place, code in _languages(tags, article)]
    yield from witness("language", found.language, languages)


def _titles(tags: Tags, article: jsonld.Node) -> dict[str, str]:
    titles = {"json-ld": jsonld.plain(article.get("headline"))}
    titles |= {key: tags.meta[key][0] for key in TITLE_KEYS if tags.meta.get(key)}
    return titles | {"<title>": tags.title}


def _sections(tags: Tags, article: jsonld.Node) -> list[tuple[str, str | None]]:
    meta = ((f"meta {key}", value) for value, key in tags.told(SECTION_KEYS) if len(value) < 80)
    return [("json-ld", jsonld.plain(article.get("articleSection")) or None), *meta]


def _outlet_names(
    tags: Tags, article: jsonld.Node, nodes: list[jsonld.Node]
) -> list[tuple[str, str | None]]:
    told = [jsonld.plain(one) for one in jsonld.resolve(article.get("publisher"), nodes)]
    return [
        *(("json-ld", one) for one in told),
        *((f"meta {key}", value) for value, key in tags.told(OUTLET_KEYS)),
    ]


def _types(tags: Tags, article: jsonld.Node, nodes: list[jsonld.Node]) -> frozenset[str]:
    """What the page says it is: the type of its article, else of all that it tells of."""
    said = [article] if article else nodes[:50]
    graph = {one.lower() for one in tags.meta.get("og:type", ())}
    return frozenset(graph.union(*map(jsonld.kinds, said)))


def header_lines(lines: Sequence[Line]) -> list[Line]:
    """The lines around the first headline that may hold byline and date: some before it, and
    those after it up to the third line that reads like a paragraph."""
    at = next((i for i, line in enumerate(lines) if line.tag == "h1"), None)
    if at is None:
        at = next((i for i, line in enumerate(lines) if line.marks.label == "headline"), 0)
    found, long = [], 0
    for line in lines[max(0, at - 6) : at + 40]:
        long += len(line.text) > 160 and line.link_share < 0.5
        if long == 3:
            break
        found.append(line)
    return found


def _outlet(
    tags: Tags, article: jsonld.Node, nodes: list[jsonld.Node], address: str | None
) -> tuple[str | None, Outlet | None]:
    known = find_outlet(address or "")
    if known is not None:
        return known.name, known
    told = [value for _, value in _outlet_names(tags, article, nodes)]
    name = next((one for one in told if one and len(one) < 80 and "©" not in one), None)
    if name is not None and name.startswith(("http:", "https:", "@")):
        name = None
    known = find_outlet(name) if name else None
    return (known.name if known else name), known


def _own_names(outlet: str | None, known: Outlet | None, address: str | None) -> set[str]:
    """All that the page's own outlet is called, in lower case."""
    domain = registered_domain(address) if address else None
    names = [outlet, domain, domain.split(".")[0] if domain else None]
    if known is not None:
        names += [known.name, *known.abbreviations]
    return {name.lower() for name in names if name}


def _canonical(tags: Tags, own: str | None) -> str | None:
    told = [*tags.links.get("canonical", ()), *tags.meta.get("og:url", ())]
    for href in told:
        whole = original_of(_joined(own, href)) or ""
        parts = urlsplit(whole) if whole.startswith(("http://", "https://")) else None
        # A canonical link to the front page is a fault of the site, seen often.
        if parts and parts.netloc and (len(parts.path) > 1 or not own):
            return whole
    return own


def _joined(base: str | None, href: str) -> str:
    try:
        whole = urljoin(base or "", href)
        urlsplit(whole)
    except ValueError:  # "http://[broken"
        return ""
    return whole


def _languages(tags: Tags, article: jsonld.Node) -> list[tuple[str, str]]:
    return [
        ("html lang", tags.language),
        ("json-ld", jsonld.plain(article.get("inLanguage"))),
        *(("meta og:locale", one) for one in tags.meta.get("og:locale", ())),
        *(("meta content-language", one) for one in tags.meta.get("content-language", ())),
    ]


def _short(code: str) -> str | None:
    found = re.match(r"[A-Za-z]{2,3}(?=$|[-_,])", code)
    return found[0].lower() if found else None


def _language(tags: Tags, article: jsonld.Node) -> str | None:
    told = (_short(code) for _, code in _languages(tags, article))
    return next(filter(None, told), None)


# Who wrote a post, took a picture or signs another article did not write this one.
_OTHERS = frozenset({"embed", "caption", "related"})


def _name_candidates(
    tags: Tags,
    article: jsonld.Node,
    nodes: list[jsonld.Node],
    header: Sequence[Line],
    lines: Sequence[Line],
) -> dict[str, list[Any]]:
    told = jsonld.resolve(article.get("author"), nodes) or jsonld.resolve(
        article.get("creator"), nodes
    )
    far = [x.text for x in lines if x.marks.label == "byline" and not x.marks.furniture]
    near = [line.text for line in header if line.marks.label == "byline"]
    return {
        "json-ld": told,
        "meta": [value for value, _ in tags.told(AUTHOR_KEYS)],
        "microdata": list(tags.props.get("author", ())),
        "byline": near,
        "visible": [x.text for x in header if len(x.text) < 120 and x.marks.label not in _OTHERS],
        "far": far[:3],
    }
