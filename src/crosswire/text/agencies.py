"""Which agencies an article names as those whose text it prints, and where it names them.

Three witnesses: the dateline ("NORRBY (Agency) - "), the byline, and a credit or signature. Thanks to helpers
("With files from Agency") tell of a part, not of the text, and are no witness.
"""

from __future__ import annotations

import re

from crosswire.records.page import Article
from crosswire.text.datelines import agency_name, read_dateline

WITNESSES = ("dateline", "byline", "credit")
MOST_LETTERS = 400

_JOINTS = re.compile(r"[:;,()\[\]/|–—©]|\s-\s|\s(?:and|by|from|via|&)\s|\bby\s", re.IGNORECASE)
_SOURCE = re.compile(r"(?:source|sources|agency|via|credit)s?:\s*(\S.{1,60})", re.IGNORECASE)
_HELP = re.compile(
    r"\b(?:with files|contribut\w+|additional|with material|photos?|images?)\b", re.I
)


def named_agencies(article: Article) -> dict[str, tuple[str, ...]]:
    """The agencies that each witness names, in the order in which witnesses are heard."""
    found: dict[str, list[str]] = {}
    for witness in WITNESSES:
        for block in article.blocks:
            if block.label == witness:
                found.setdefault(witness, []).extend(_named(witness, block.text[:MOST_LETTERS]))
    return {witness: tuple(dict.fromkeys(names)) for witness, names in found.items() if names}


def _named(witness: str, text: str) -> list[str]:
    if witness == "dateline":
        mark = read_dateline(f"{text.rstrip()} The")
        return [mark.agency] if mark and mark.agency else []
    if _HELP.search(text):
        return []
    pieces = [piece.strip(" .-") for piece in _JOINTS.split(text)]
    known = [name for name in map(agency_name, pieces) if name]
    source = _SOURCE.match(text) if not known else None
    return known or ([source[1].strip(" .()")] if source and source[1][0].isupper() else [])
