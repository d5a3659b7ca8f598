"""Other names in the same sentences: what is learned is where names stand, not which there are.

Words of persons, single-word places and peoples are exchanged one for one, so tags and trees stay
true; now and then a sentence is put into capitals or small letters.
"""

from __future__ import annotations

import random
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path

from crosswire.text.names_facts import name_facts
from training.labels import known_groups
from training.samples import Sample


@dataclass(frozen=True)
class Stock:
    """Words to put in: as capitalised forms."""

    given: tuple[str, ...]
    surnames: tuple[str, ...]
    places: tuple[str, ...]
    groups: tuple[str, ...]
    strangers: tuple[str, ...]


@cache
def stock(transliterations: Path | None = None) -> Stock:
    """The package's own lists, and with the folder of transliterated names rarer ones too."""
    facts = name_facts()
    places = [form for form, kind in facts.known.items() if kind == "place" and form.isalpha()]
    groups = [form for form in known_groups() if form.isalpha()]
    strangers: list[str] = []
    if transliterations:
        for name in ("wd_russian", "wd_arabic_80", "wd_hebrew_80"):
            rows = (transliterations / name).read_text("utf-8").splitlines()
            strangers += [row.split("\t")[0].capitalize() for row in rows[::5]]
    return Stock(
        given=tuple(sorted(word.capitalize() for word in facts.given)),
        surnames=tuple(sorted(word.capitalize() for word in facts.surnames)),
        places=tuple(sorted(place for place in places if not place.isupper())),
        groups=tuple(sorted(groups)),
        strangers=tuple(sorted({word for word in strangers if word.isalpha() and word.isascii()})),
    )


def varied(sample: Sample, rng: random.Random, words: Stock, share: float = 0.4) -> Sample:
    """The sample, or one with other names or other capitals; never changes the number of words."""
    if sample.names and rng.random() < share:
        sample = replace(sample, words=_renamed(sample, rng, words))
    chance = rng.random()
    if chance < 0.02:
        return replace(sample, words=[word.upper() for word in sample.words])
    if chance < 0.05:
        return replace(sample, words=[word.lower() for word in sample.words])
    if chance < 0.07:
        return replace(sample, words=[word[:1].upper() + word[1:] for word in sample.words])
    return sample


def _renamed(sample: Sample, rng: random.Random, stock: Stock) -> list[str]:
    row, facts, swaps = list(sample.words), name_facts(), {}
    tags = sample.names or []
    for at, (word, tag) in enumerate(zip(sample.words, tags, strict=True)):
        single = tag[:1] == "B" and (at + 1 == len(tags) or tags[at + 1][:1] != "I")
        if not (word[:1].isupper() and word[1:].islower() and word.isalpha()):
            continue
        pool: tuple[str, ...] = ()
        if tag.endswith("person"):
            pool = stock.given if word.lower() in facts.given else stock.surnames
            pool = stock.strangers if stock.strangers and rng.random() < 0.4 else pool
        elif tag == "B-place" and single and word in facts.known:
            pool = stock.places
        elif tag == "B-group" and single and word in known_groups():
            plural = word.endswith("s")
            pool = tuple(each for each in stock.groups if each.endswith("s") == plural)
        if pool:
            row[at] = swaps.setdefault(word, rng.choice(pool))
    return row
