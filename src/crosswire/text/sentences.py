"""Where sentences begin and end.

A full stop ends a sentence unless 1. no white space (nor a closing quote) follows, 2. the next
word begins in lower case, 3. the word before it is an abbreviation that needs a name after it,
4. it is an initial or an abbreviation that may end a sentence, and the next word opens none.
A blank line always ends one; a lone line break does after a short line, where it is no wrapping.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from crosswire import facts
from crosswire.records.base import Span
from crosswire.records.page import Article
from crosswire.records.reading import Sentence

# The look-behind keeps a megabyte of dots linear: a run is tried from its first dot only.
_STOP = re.compile(r"(?<![.!?…])[.!?…]++[\"'”’»)\]]*+(?=\s|\Z)|\n[ \t\r\f\v]*\n")
# "the fire was out.The mayor": the space was lost on the page.
_GLUED = re.compile(r"(?<=[a-z][a-z])[.!?][\"”’]?(?=[A-Z][a-z])")
# Wrapped lines are longer than 50 characters; a shorter one is a line of its own.
_SHORT_LINE = re.compile(r"(?<![^\n])[^\n]{1,50}\n(?=[^\n])")
_WORD_BEFORE = re.compile(r"[^\s\"“”‘’'(\[—–/]+\Z")
_NEXT_WORD = re.compile(r"[\s\"'“‘«(\[\-–—]*([^\W_]+(?:['’][^\W_]+)?)")
_TWO_WORDS = re.compile(r"\s*+[\"“]?(?:[^\W_]\S*+)\s++([^\W_]++)(?:\s++([^\W_]++))?")
_DOTTED = re.compile(r"(?:[^\W\d_]\.)+[^\W\d_]\Z")
_REACH = 40  # no abbreviation is longer; bounds the look back in a text without spaces


def split_text(text: str, start: int = 0, end: int | None = None) -> list[tuple[int, int]]:
    """Half-open offsets of the sentences in `text[start:end]`, in order, without outer space."""
    end = len(text) if end is None else min(end, len(text))
    found: list[tuple[int, int]] = []
    begin = max(0, start)
    for stop in (*_ends(text, begin, end), end):
        if trimmed := _trim(text, begin, stop):
            found.append(trimmed)
        begin = stop
    return found


def sentences_of(article: Article) -> tuple[Sentence, ...]:
    """The sentences of all blocks that are read, in the order of `article.text`.

    Paragraphs are counted from 0 over these blocks.
    """
    blocks = [(block.span, block.label) for block in article.blocks if block.span is not None]
    blocks.sort(key=lambda pair: (pair[0].start, pair[0].end))
    return tuple(
        Sentence(span=Span.of(article.text, *offsets), paragraph=number, label=label)
        for number, (span, label) in enumerate(blocks)
        for offsets in split_text(article.text, span.start, span.end)
    )


def _ends(text: str, start: int, end: int) -> Iterator[int]:
    stops = [match.span() for match in _STOP.finditer(text, start, end)]
    stops += [match.span() for match in _GLUED.finditer(text, start, end)]
    stops += [match.span() for match in _SHORT_LINE.finditer(text, start, end)]
    for first, after in sorted(stops):
        if text[after - 1] == "\n" or _is_end(text, first, after, start, end):
            yield after


def _trim(text: str, start: int, end: int) -> tuple[int, int] | None:
    while start < end and text[start].isspace():
        start += 1
    while start < end and text[end - 1].isspace():
        end -= 1
    return (start, end) if start < end else None


def _is_end(text: str, first: int, after: int, start: int, end: int) -> bool:
    following = _NEXT_WORD.match(text, after, min(end, after + _REACH))
    if following is None:
        return True
    word = following.group(1)
    glued = not text[after].isspace()
    if glued or word[0].islower():
        return glued and word.lower() in _facts("openers")
    marks = text[first:after]
    if "!" in marks or "?" in marks:
        return not _speaker_follows(text, marks, after, end)
    if marks[:1] != "." or marks[:2] == "..":
        return True
    return len(marks) > 1 or _full_stop_ends(text, first, start, word)


def _full_stop_ends(text: str, first: int, start: int, following: str) -> bool:
    """Is the lone dot at `first` a full stop, and not that of an abbreviation or initial?"""
    before = _WORD_BEFORE.search(text, max(start, first - _REACH), first)
    if before is None:
        return True
    # "then-U. S. President": what stands before a hyphen is no part of the abbreviation.
    word = before.group().rpartition("-")[2]
    if word.lower() in _facts("before_a_name") and not word.isupper():
        # "He said no." ends; "No. 5" does not.
        return word.lower() in ("no", "nos", "art", "fig") and not following[0].isdigit()
    initial = len(word) == 1 and word.isalpha() and word.isupper()
    if initial or _DOTTED.match(word) or word.lower() in _facts("may_end"):
        return following.lower() in _facts("openers") and (len(following) > 1 or not initial)
    return True


def _speaker_follows(text: str, marks: str, after: int, end: int) -> bool:
    """`"Out!" Varga shouted`: a quote that ends in ! or ? and goes on with who said it."""
    if not any(quote in marks for quote in "\"”’'"):
        return False
    match = _TWO_WORDS.match(text, after, min(end, after + 3 * _REACH))
    return match is not None and any(
        word is not None and word.lower() in _facts("speech_verbs") for word in match.groups()
    )


@cache
def _facts(name: str) -> frozenset[str]:
    return facts.words("sentences", name)
