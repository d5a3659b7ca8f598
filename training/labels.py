"""One convention of names for all corpora: titles and articles stand outside, peoples are groups."""

from __future__ import annotations

import tomllib
from functools import cache
from pathlib import Path

from crosswire.text.names_facts import name_facts, words
from training.samples import MASKED, Sample, spans_of, tag_spans


@cache
def listed(name: str) -> frozenset[str]:
    """A list of `lists.toml`."""
    return frozenset(tomllib.loads(Path(__file__).with_name("lists.toml").read_text("utf-8"))[name])


@cache
def known_groups() -> frozenset[str]:
    """Peoples, faiths and directions of thought, as they are written."""
    groups = {form for form, kind in name_facts().known.items() if kind == "group"}
    return frozenset(groups - listed("doubtful_groups"))


def is_title(word: str) -> bool:
    """Is this a word of a title, which stands outside a person's name?"""
    return word.lower().rstrip(".") in words("titles")


def with_groups(sample: Sample, tags: list[str]) -> list[str]:
    """The tags in one convention: peoples and faiths are groups, countries places, "the" outside."""
    tags = list(tags)
    groups, countries = known_groups(), name_facts().aliases
    for first, last, kind in spans_of(tags):
        form = " ".join(sample.words[first : last + 1]).replace(" - ", "-")
        settled = "group" if form in groups else "place" if form in countries else kind
        if kind in ("other", "organization", "person", "place") and settled != kind:
            tags[first : last + 1] = tag_spans(last - first + 1, [(0, last - first, settled)])
        elif (
            kind in ("organization", "place")
            and sample.words[first] in ("the", "The")
            and first < last
        ):
            tags[first], tags[first + 1] = "O", f"B-{kind}"
    mark_groups(sample.words, tags)
    return tags


def mark_groups(row: list[str], tags: list[str]) -> None:
    """Marks peoples of up to three words where the tags say nothing, the longest first."""
    groups, at = known_groups(), 0
    while at < len(row):
        for size in (3, 2, 1):
            inside = slice(at, at + size)
            free = all(tag in ("O", MASKED) for tag in tags[inside])
            if (
                free
                and " ".join(row[inside]).replace(" - ", "-") in groups
                and at + size <= len(row)
            ):
                tags[inside] = tag_spans(size, [(0, size - 1, "group")])
                at += size - 1
                break
        at += 1


def named_part(
    row: list[str], first: int, last: int, kind: str
) -> tuple[list[tuple[int, int, str]], list[int]]:
    """Of a mark that may be a description, the part that is a name, and the words left open.

    "the Iraqi Foreign Minister" holds none; of "Foreign Minister X" it is X.
    """
    if row[first].lower() in listed("pronouns"):
        return [], []
    while first <= last and (row[first].lower() in listed("edges") or not row[first][:1].isalnum()):
        first += 1
    if kind == "person":
        titles = [at for at in range(first, last + 1) if is_title(row[at])]
        first = titles[-1] + 1 if titles else first
        while first <= last and row[first] in known_groups():
            first += 1
    if first > last:
        return [], []
    proper = [
        row[at][:1].isupper() or row[at].lower() in listed("small_inside")
        for at in range(first, last + 1)
    ]
    if all(proper) and row[first][:1].isupper() and row[last][:1].isupper():
        return [(first, last, kind)], []
    return [], [at for at in range(first, last + 1) if row[at][:1].isupper()]
