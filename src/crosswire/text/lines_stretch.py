"""Where the article lies in the page: the stretch of lines that reads most like running text."""

from __future__ import annotations

from collections.abc import Sequence

from crosswire.text.datelines import read_dateline
from crosswire.text.lines_dates import find_moments
from crosswire.text.lines_people import read_helpers
from crosswire.text.lines_shape import Line

# Calibrated on the clean-text development set, when this module was made (f1 .932): OTHER moves it by
# less than .001 between -8 and -15 and costs .02 at -20; LONG_OTHER of -6 costs .004; FURNITURE and WALL
# move it by less than .003 over their whole range; MOST of 80 costs .013; FADED of 1 costs .01.
OTHER = -15.0
LONG_OTHER = 4.0  # a headline, a teaser, a paragraph that lost its full stop
FURNITURE = -12.0
WALL = -60.0
SHORT_SENTENCE = 2.0
MOST = 50  # words that one line may count; a page of terms in one line must not outweigh the rest
REACH_DOWN, PARAGRAPH = 3, 15  # lines behind the stretch that may part a last paragraph from it
REACH_CREDIT = (
    25  # lines behind the stretch among which the credit at an article's end is looked for
)
ENOUGH = 100.0  # a sum of weights that is an article; behind it a comment form ends the search
FADED = 0.3  # what a reader's comment counts against the paper's own sentences


def weight(line: Line) -> float:
    """How much a line speaks for running text: its words, or a penalty."""
    if line.wall or line.furniture:
        return WALL if line.wall else FURNITURE
    if line.words >= (10 if line.ended else 25):
        return float(min(line.words, MOST))
    if line.ended and line.words >= 3:
        return SHORT_SENTENCE
    return LONG_OTHER if line.words >= 12 else OTHER


def _weights(lines: Sequence[Line]) -> list[float]:
    weights, spoken, faded = [], 0.0, False
    for line in lines:
        value = weight(line)
        if line.comments and spoken > 100:
            faded = True
        if value > 0:
            spoken += value
            value *= FADED if faded else 1.0
        weights.append(value)
    return weights


def find_stretch(lines: Sequence[Line]) -> tuple[int, int]:
    """Half-open range of lines with the largest sum of weights, the first of equals; (0, 0) if none."""
    best, best_at, total, start = 0.0, (0, 0), 0.0, 0
    for number, value in enumerate(_weights(lines)):
        if lines[number].comments and best > ENOUGH:
            break
        if total <= 0:
            total, start = 0.0, number
        total += value
        if total > best:
            best, best_at = total, (start, number + 1)
    return _reach(lines, *best_at) if best else _mark_only(lines)


def _reach(lines: Sequence[Line], start: int, end: int) -> tuple[int, int]:
    """Grows the stretch over short sentences right before it and paragraphs shortly behind it."""
    end = _to_credit(lines, end)
    for number in range(end, min(len(lines), end + REACH_DOWN)):
        line = lines[number]
        if line.wall or line.comments:
            break
        if line.ended and line.words >= PARAGRAPH and not line.furniture:
            end = number + 1
    while (
        start
        and lines[start - 1].ended
        and lines[start - 1].words >= 5
        and not lines[start - 1].furniture
    ):
        if find_moments(lines[start - 1].text[:100]) and lines[start - 1].words < 12:
            break
        start -= 1
    return start, end


def _to_credit(lines: Sequence[Line], end: int) -> int:
    """Behind the last paragraph before a credit that ends the article: a box of related stories in the
    midst of a text must not end it. Readers and other articles bear no such credit."""
    last = end
    for number in range(end, min(len(lines), end + REACH_CREDIT)):
        line = lines[number]
        if line.comments:
            break
        if line.ended and line.words >= PARAGRAPH and not line.furniture:
            last = number + 1
        if line.words <= 60 and not line.furniture and read_helpers(line.text):
            return last
    return end


def _mark_only(lines: Sequence[Line]) -> tuple[int, int]:
    """A page of one short paragraph: the line with a dateline, else the longest that is no furniture."""
    for number, line in enumerate(lines):
        mark = read_dateline(line.text)
        if mark and mark.length < len(line.text):
            return number, number + 1
    told = [
        (line.words, -number)
        for number, line in enumerate(lines)
        if not line.furniture and line.words >= 8
    ]
    if not told:
        return 0, 0
    number = -max(told)[1]
    return number, number + 1
