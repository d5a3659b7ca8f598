"""The small picture beside each claim: its articles above, its origins below, joined by lines."""

from __future__ import annotations

from markupsafe import Markup

from crosswire.records.brief import ClaimTold
from crosswire.serve.html.svg import element, picture
from crosswire.serve.view import StoryView
from crosswire.serve.view_words import count

_STEP = 11.0
_TOP, _FOOT, _HEIGHT = 6.0, 30.0, 36.0

# More marks than these cannot be told apart beside a line of text.
_MOST = 12


def funnel(view: StoryView, claim: ClaimTold, key: str) -> Markup:
    """Articles as squares, origins as dots, a line where an article carries an origin's word.

    Hollow squares were not counted: they tell it otherwise, or in a headline alone.
    """
    articles = [name for name in claim.articles if name in view.articles][:_MOST]
    origins = claim.origins[:_MOST]
    width = _STEP * max(len(articles), len(origins), 3) + 2
    upper = dict(zip(articles, _spread(len(articles), width), strict=True))
    lines, dots = [], []
    joined: set[str] = set()
    for origin, x in zip(origins, _spread(len(origins), width), strict=True):
        carried = {said.article for said in view.said(origin.statements)}
        joined |= carried
        lines += [
            element("line", x1=upper[name], y1=_TOP, x2=x, y2=_FOOT, class_="thread")
            for name in articles
            if name in carried
        ]
        dots.append(element("circle", cx=x, cy=_FOOT, r=4, class_="dot"))
    squares = [
        element("rect", x=x - 3.0, y=_TOP - 3.0, width=6, height=6, class_=_kind(name in joined))
        for name, x in upper.items()
    ]
    told = f"{count(len(claim.articles), 'article')}, {count(len(claim.origins), 'origin')}"
    said = "Squares above are articles, hollow where they are not counted; dots below are origins."
    return picture(width, _HEIGHT, told, said, *lines, *squares, *dots, key=key, class_="funnel")


def _kind(joined: bool) -> str:
    return "leaf" if joined else "leaf hollow"


def _spread(number: int, width: float) -> list[float]:
    """Places of marks, centred."""
    first = (width - _STEP * (number - 1)) / 2
    return [first + _STEP * place for place in range(number)]
