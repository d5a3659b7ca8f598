"""What meta tags, microdata, links and `<time>` of a page tell."""

from __future__ import annotations

from dataclasses import dataclass, field

from lxml import html

from crosswire.text.html_tree import BARRED

PUBLISHED_KEYS = (
    "article:published_time",
    "og:article:published_time",
    "og:published_time",
    "og:pubdate",
    "datepublished",
    "date_published",
    "publishdate",
    "publish_date",
    "publish-date",
    "publication_date",
    "publication-date",
    "published_at",
    "pubdate",
    "parsely-pub-date",
    "sailthru.date",
    "cxenseparse:recs:publishtime",
    "cxenseparse:publishtime",
    "article.published",
    "article:published",
    "published",
    "dc.date.issued",
    "dcterms.created",
    "dc.date.created",
    "dc.date",
    "dcterms.date",
    "date.issued",
    "date",
    "displaydate",
    "timestamp",
)
MODIFIED_KEYS = (
    "article:modified_time",
    "og:updated_time",
    "datemodified",
    "last-modified",
    "lastmod",
    "dcterms.modified",
    "dc.date.modified",
    "article:modified",
)
AUTHOR_KEYS = (
    "author",
    "authors",
    "article:author",
    "article:author_name",
    "og:article:author",
    "parsely-author",
    "sailthru.author",
    "dc.creator",
    "dcterms.creator",
    "byl",
    "cxenseparse:author",
    "citation_author",
)
TITLE_KEYS = ("og:title", "twitter:title", "parsely-title", "sailthru.title", "dc.title", "title")
OUTLET_KEYS = ("og:site_name", "application-name", "dc.publisher", "publisher", "copyright")

SECTION_KEYS = ("article:section", "og:article:section", "parsely-section", "section")

_OTHER_KEYS = ("og:url", "og:type", "og:locale", "content-language")
# All that is asked of meta tags, the page's type and language among it.
TOLD = frozenset(
    (
        *PUBLISHED_KEYS,
        *MODIFIED_KEYS,
        *AUTHOR_KEYS,
        *TITLE_KEYS,
        *OUTLET_KEYS,
        *SECTION_KEYS,
        *_OTHER_KEYS,
    )
)


@dataclass(frozen=True)
class Tags:
    """The meta tags, links and microdata of a page; keys in lower case, values in page order."""

    meta: dict[str, list[str]] = field(default_factory=dict)
    props: dict[str, list[str]] = field(default_factory=dict)
    links: dict[str, list[str]] = field(default_factory=dict)
    title: str = ""
    language: str = ""
    amp: bool = False
    archived: bool = False  # the page bore the Wayback Machine's bar

    def told(self, keys: tuple[str, ...]) -> list[tuple[str, str]]:
        """(value, key) for all of these keys, the order of the keys first."""
        return [(value, key) for key in keys for value in self.meta.get(key, ())]


# Values beyond this are no metadata; the longest headlines and author lists stay under 2,000.
_LONGEST = 5_000


def read_tags(tree: html.HtmlElement) -> Tags:
    """One walk over the tree for all of them."""
    amp = tree.get("amp") is not None or tree.get("⚡") is not None
    language = (tree.get("lang") or "").strip()
    tags = Tags(
        title=_title(tree), language=language, amp=amp, archived=tree.get(BARRED) is not None
    )
    for node in tree.iter("meta"):
        value = (node.get("content") or "").strip()
        name = node.get("property") or node.get("name") or _of_server(node.get("http-equiv"))
        if value and name and len(value) < _LONGEST:
            tags.meta.setdefault(name.strip().lower(), []).append(value)
    for node in tree.iter("link"):
        rel, href = (node.get("rel") or "").lower(), (node.get("href") or "").strip()
        if rel and href:
            tags.links.setdefault(rel, []).append(href[:_LONGEST])
    for node in tree.xpath("//*[@itemprop]"):
        value = _value(node)
        if value:
            tags.props.setdefault(node.get("itemprop").lower(), []).append(value)
    return tags


def _of_server(name: str | None) -> str | None:
    """What stands for a server's header: its language counts, its dates are those of fetching."""
    return name if name and name.strip().lower() == "content-language" else None


def _title(tree: html.HtmlElement) -> str:
    node = next(tree.iter("title"), None)
    return " ".join((node.text or "").split())[:_LONGEST] if node is not None else ""


def _value(node: html.HtmlElement) -> str:
    for name in ("content", "datetime"):
        if node.get(name):
            return str(node.get(name)).strip()[:_LONGEST]
    if node.get("itemprop") == "author":
        inner = node.xpath(".//*[@itemprop='name']")
        if inner:
            node = inner[0]
    text = " ".join(node.itertext())
    return " ".join(text.split()) if len(text) < _LONGEST else ""
