"""Sentences written by a generator: news English whose names are known because they were put in.

They teach what the corpora say little of: long names of bodies, portfolios that are no names, titles
outside persons, places in a row, acronyms, peoples as adjectives. Only names are taught from them.
"""

from __future__ import annotations

import random
import re
import tomllib
from functools import cache
from pathlib import Path

from crosswire.text.names_facts import name_facts
from training.augment import Stock
from training.samples import Sample, tag_spans

_SLOT = re.compile(r"\{(\w+)\}")
_KIND = {
    "person": "person",
    "surname": "person",
    "body": "organization",
    "acronym": "organization",
    "place": "place",
    "country": "place",
    "people": "group",
    "work": "other",
}


@cache
def _lists() -> dict[str, list[str]]:
    return tomllib.loads(Path(__file__).with_name("templates.toml").read_text("utf-8"))


def invented(count: int, rng: random.Random, stock: Stock) -> list[Sample]:
    """So many sentences, in turn from all templates."""
    templates = _lists()["sentences"]
    return [_filled(templates[at % len(templates)], rng, stock) for at in range(count)]


def _filled(template: str, rng: random.Random, stock: Stock) -> Sample:
    words: list[str] = []
    spans: list[tuple[int, int, str]] = []
    for part in template.split():
        slot = _SLOT.fullmatch(part)
        put = _put(slot[1], rng, stock).split() if slot else [part]
        first = len(words)
        words += [piece for word in put for piece in re.split(r"(-)", word) if piece]
        kind = _KIND.get(slot[1]) if slot else None
        if kind:
            spans.append((first, len(words) - 1, kind))
    tags = tag_spans(len(words), spans)
    if rng.random() < 0.3 and words[0] in ("The", "In"):
        words[0] = words[0].lower()
    return Sample(words=words, source="invented", names=_ministries(words, tags))


def _ministries(words: list[str], tags: list[str]) -> list[str]:
    """ "Ministry of" and the portfolio behind it are one body; so are departments and committees."""
    for at, word in enumerate(words[:-2]):
        if word in ("Ministry", "Department", "Committee") and tags[at] == "O":
            end = at + 2
            while end < len(words) and (words[end][:1].isupper() or words[end] in ("and", "'s")):
                end += 1
            if tags[at:end] == ["O"] * (end - at):
                tags[at:end] = tag_spans(end - at, [(0, end - at - 1, "organization")])
    return tags


def _put(slot: str, rng: random.Random, stock: Stock) -> str:
    """What a slot is filled with."""
    match slot:
        case "body":
            words = _body(rng, stock)
        case "acronym":
            words = "".join(rng.choices("ABCDEFGHIKLMNOPRSTUVW", k=rng.choice((3, 3, 4, 4, 5))))
        case "number":
            words = rng.choice(("three", "12", "40", "1,200", "56", "two dozen"))
        case "surname":
            words = rng.choice(stock.surnames if rng.random() < 0.5 else stock.strangers)
        case "person":
            first = rng.choice(stock.given if rng.random() < 0.7 else stock.strangers)
            middle = f" {rng.choice(stock.strangers)}" if rng.random() < 0.2 else ""
            words = f"{first}{middle} {_put('surname', rng, stock)}"
        case "place":
            words = rng.choice(stock.places if rng.random() < 0.5 else stock.strangers)
        case "country":
            words = rng.choice(sorted(name_facts().aliases))
        case "people":
            words = rng.choice([form for form in stock.groups if not form.endswith("s")])
        case _:
            words = rng.choice(_lists()[f"{slot}s"])
    return words


def _body(rng: random.Random, stock: Stock) -> str:
    """The name of a body, of one of nine builds."""
    lists = _lists()
    field, head = rng.choice(lists["fields"]), rng.choice(lists["heads"])
    portfolio, of_head = rng.choice(lists["portfolios"]), rng.choice(lists["of_heads"])
    place = rng.choice(stock.places if rng.random() < 0.7 else stock.strangers)
    people, stranger = rng.choice(stock.groups), rng.choice(stock.strangers)
    builds = (
        f"National {field} {head}",
        f"{people} {field} {head}",
        f"{place} {field} {head}",
        f"{of_head} of {portfolio}",
        f"{field} {head} of {place}",
        f"{place} {head}",
        f"{head} for {field} and {rng.choice(lists['fields'])} Affairs",
        f"{stranger} {rng.choice(lists['tails'])}",
        f"{people} {of_head} of {portfolio}",
        f"{stranger} {rng.choice(lists['tails'])}",
        stranger,
    )
    return rng.choice(builds)


def with_bodies(sample: Sample, rng: random.Random, stock: Stock) -> Sample:
    """The sample with some of its bodies called otherwise; only for samples without tags and trees."""
    if sample.upos is not None or sample.names is None or rng.random() > 0.35:
        return sample
    words: list[str] = []
    tags: list[str] = []
    at = 0
    while at < len(sample.words):
        end = at + 1
        # A tag I- without its B- (a word left open before it) stays as it is.
        if sample.names[at] == "B-organization" and sample.words[at][:1].isupper():
            while end < len(sample.words) and sample.names[end] == "I-organization":
                end += 1
            body = [
                piece
                for word in _body(rng, stock).split()
                for piece in re.split(r"(-)", word)
                if piece
            ]
            words += body
            tags += tag_spans(len(body), [(0, len(body) - 1, "organization")])
        else:
            words.append(sample.words[at])
            tags.append(sample.names[at])
        at = end
    return Sample(words=words, source=sample.source, names=tags)
