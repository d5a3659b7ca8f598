"""The name of an outlet as its page prints it above the text, where no field of the page tells it.

A short line whose letters are those of the address is the outlet's own name: "Norrby Tribune" on
norrbytribune.example, "The Holm Echo" on holmecho.example.
"""

from __future__ import annotations

from collections.abc import Iterable

from crosswire.records.page import Block

LONGEST_NAME = 60
FEWEST_LETTERS = 5
"""Shorter domains ("bbc") are met by chance in menus."""
ARTICLES = ("the", "le", "la", "der", "die", "das", "el", "il", "de")
EDGES = " \u00a0|·•-–—:,."


def name_on_page(blocks: Iterable[Block], domain: str | None) -> str | None:
    """The first line of the page's furniture that spells its domain; None where none does."""
    label = _letters((domain or "").split(".")[0])
    if len(label) < FEWEST_LETTERS:
        return None
    for block in blocks:
        name = block.text.strip(EDGES)
        if block.label == "furniture" and len(name) <= LONGEST_NAME and _spells(name, label):
            return name
    return None


def _spells(name: str, label: str) -> bool:
    words = name.casefold().split()
    if len(words) < 2:  # a lone word in small letters is the address itself, or a menu
        return False
    kept = words[1:] if words[0] in ARTICLES else words
    return label in (_letters("".join(words)), _letters("".join(kept)))


def _letters(text: str) -> str:
    return "".join(letter for letter in text.casefold() if letter.isalnum())
