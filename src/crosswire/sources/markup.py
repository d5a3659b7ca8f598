"""XML that strangers wrote: read with an end, without what it may point at or blow itself up with.

No document type is loaded, no entity resolved, no network asked; what is broken is read as far as it
goes.
"""

from __future__ import annotations

import re
import zlib

from lxml import etree

from crosswire.sources.bounded import GZIP
from crosswire.sources.refusal import Refused, size

# Prefixes that feeds use without saying what they mean.
NAMESPACES = {
    "content": "http://purl.org/rss/1.0/modules/content/",
    "dc": "http://purl.org/dc/elements/1.1/",
    "atom": "http://www.w3.org/2005/Atom",
    "news": "http://www.google.com/schemas/sitemap-news/0.9",
}
# Attributes of an element beyond which nobody wrote them to be read; looking at all takes the square of
# their number.
CROWD = 50
_NO_NAME = re.compile(r"^[^A-Za-z_]|[^A-Za-z0-9_.-]")


def unpacked(body: bytes, most: int) -> bytes:
    """The body without gzip, where it is packed. Raises Refused ("too-large", "bad-packing")."""
    if not body.startswith(GZIP):
        return body
    try:
        plain = zlib.decompressobj(wbits=31).decompress(body, most + 1)
    except zlib.error as error:
        raise Refused("bad-packing", "Its gzip is broken.", "Try again later.") from error
    if len(plain) > most:
        raise Refused("too-large", f"It unpacks to more than {size(most)}.", "Leave it out.")
    return plain


def tree(body: bytes) -> tuple[etree._Element, bool]:
    """The root of an XML document, entities left out, and whether the document was sound.

    Raises Refused ("broken-feed").
    """
    parser = etree.XMLParser(
        recover=True,
        resolve_entities=False,
        load_dtd=False,
        no_network=True,
        huge_tree=False,
        remove_comments=True,
        remove_pis=True,
    )
    try:
        root = etree.fromstring(body.lstrip(), parser)
    except (etree.XMLSyntaxError, ValueError) as error:
        raise broken("It is no XML that can be read.") from error
    if root is None:
        raise broken("It holds no XML.")
    etree.strip_elements(root, etree.Entity, with_tail=False)
    for node in root.iter(etree.Element):
        _without_halves(node)
        prefix, colon, name = node.tag.partition(":")
        if colon and not prefix.startswith("{"):
            # What is recovered from broken markup may be no name at all ("a://b").
            node.tag = f"{{{NAMESPACES.get(prefix, 'unknown')}}}{_NO_NAME.sub('_', name) or '_'}"
    return root, not len(parser.error_log)


def _without_halves(node: etree._Element) -> None:
    """Drops what no text can hold: "&#xD800;" is half a character, and reading it raises."""
    try:
        _ = node.text
    except UnicodeDecodeError:
        node.text = None
    try:
        _ = node.tail
    except UnicodeDecodeError:
        node.tail = None
    try:
        sound = len(node.attrib) <= CROWD and node.attrib.items() is not None
    except UnicodeDecodeError:
        sound = False
    if not sound:
        node.attrib.clear()


def name_of(node: etree._Element) -> str:
    """The name of an element without its namespace, lower case."""
    return etree.QName(node).localname.lower()


def text_of(node: etree._Element, name: str) -> str:
    """The text of the first child of this name, whatever its namespace, in one line."""
    for child in node.iterchildren(etree.Element):
        if name_of(child) == name:
            return " ".join((child.text or "").split())
    return ""


def broken(message: str) -> Refused:
    """The refusal of a feed or list that cannot be read."""
    return Refused("broken-feed", message, "It is asked again later.")
