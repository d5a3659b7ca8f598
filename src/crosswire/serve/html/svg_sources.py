"""The picture of who says so: articles, those they pass it through, origins.

A line is a citation. An arc on the left joins a copy to the text it was taken from. Lines that go
from an article straight to an origin run through lanes between the relays, never behind them.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from markupsafe import Markup

from crosswire.serve.html.svg import curve, element, label, picture, wrapped
from crosswire.serve.html.web import Edge, Web, lane
from crosswire.serve.view import StoryView
from crosswire.serve.view_words import count, line, tell_day, tell_hour

# Heights in pixels: the column heads, a node with two lines of words, a lane for lines that pass.
_HEAD, _ROW, _LANE = 34.0, 44.0, 13.0

# A column with room to spare is spread no wider than this, or its nodes fall apart.
_SPREAD = 1.6


@dataclass(frozen=True)
class Plan:
    """Where the columns stand for one width of the picture."""

    width: float
    size: float
    article: tuple[float, float]
    relay: tuple[float, float]
    origin: float

    @classmethod
    def of(cls, width: int, *, relays: bool) -> Plan:
        """Columns for a wide page or for a phone."""
        if width >= 640:
            middle = (430.0, 640.0) if relays else (430.0, 430.0)
            return cls(width, 13, (64, 284), middle, 740)
        middle = (153.0, 233.0) if relays else (170.0, 170.0)
        return cls(width, 11, (26, 122), middle, 268)


@dataclass(frozen=True)
class Heights:
    """The height of each node by its name."""

    articles: dict[str, float]
    middle: dict[str, float]
    origins: dict[str, float]
    foot: float

    @classmethod
    def of(cls, web: Web) -> Heights:
        """Each column centred in the height of the longest."""
        relays = set(web.relays)
        columns = [
            [(name, _ROW) for name in web.articles],
            [(name, _ROW if name in relays else _LANE) for name in web.middle],
            [(name, _ROW) for name in web.origins],
        ]
        room = max(sum(height for _, height in column) for column in columns) or _ROW
        articles, middle, origins = (_stacked(column, room) for column in columns)
        return cls(articles=articles, middle=middle, origins=origins, foot=_HEAD + room)


def _stacked(column: Sequence[tuple[str, float]], room: float) -> dict[str, float]:
    need = sum(height for _, height in column)
    factor = min(room / need, _SPREAD) if need else 1.0
    y = _HEAD + (room - need * factor) / 2
    told = {}
    for name, height in column:
        told[name] = y + height * factor / 2
        y += height * factor
    return told


def who_says_so(view: StoryView, web: Web, width: int, key: str) -> Markup:
    """The picture at one width; its text alternative stands beside it as a list."""
    plan, at = Plan.of(width, relays=bool(web.relays)), Heights.of(web)
    claims = {voice.name: voice.claims for voice in view.voices()}
    parts = [*_heads(plan, web), *_arcs(plan, web, at.articles), *_lines(plan, web, at)]
    parts += [_article(view, plan, name, y) for name, y in at.articles.items()]
    parts += [_relay(plan, name, at.middle[name]) for name in web.relays]
    for name, y in at.origins.items():
        parts.append(_origin(plan, name, y, claims.get(name, 0), own=name in web.own))
    title = "Who says so: articles, those they pass it through, origins"
    return picture(plan.width, at.foot, title, _told(view, web), *parts, key=key, class_="web")


def _heads(plan: Plan, web: Web) -> list[Markup]:
    heads = [("Articles", plan.article[0]), ("Origins", plan.origin + 16)]
    if web.relays:
        heads.insert(1, ("Passed through", plan.relay[0]))
    return [element("text", told, x=x, y=14, class_="head") for told, x in heads]


def _arcs(plan: Plan, web: Web, at: Mapping[str, float]) -> list[Markup]:
    """Arcs on the left, from each text to what was taken from it; long ones reach further out."""
    parts = []
    edge = plan.article[0] - 8
    for (left, right), relation in web.copies.items():
        y1, y2 = at[left], at[right]
        reach = min(edge - 3, 8 + abs(y2 - y1) / _ROW * (edge - 10) / 5)
        out = edge - reach * 1.3
        path = f"M{edge:.1f} {y1:.1f}C{out:.1f} {y1:.1f} {out:.1f} {y2:.1f} {edge:.1f} {y2:.1f}"
        parts.append(element("path", d=path, class_=f"arc {relation}"))
        if (left, right) not in web.unordered:
            tip = (
                f"M{edge - 6:.1f} {y2 - 4:.1f}L{edge + 2:.1f} {y2:.1f}L{edge - 6:.1f} {y2 + 4:.1f}Z"
            )
            parts.append(element("path", d=tip, class_=f"tip {relation}"))
    return parts


def _lines(plan: Plan, web: Web, at: Heights) -> list[Markup]:
    """Citations; those without a relay run through a lane, which gathers what leads to one origin."""
    start, end = plan.relay
    if not web.middle:
        return _bundle(web.direct, at.articles, at.origins, plan.article[1], plan.origin)
    entering: Counter[Edge] = Counter()
    passing: Counter[str] = Counter()
    for (article, origin), times in web.direct.items():
        entering[article, lane(origin)] += times
        passing[lane(origin)] += times
    leaving = Counter({(name, name[1:]): times for name, times in passing.items()})
    parts = _bundle(web.first + entering, at.articles, at.middle, plan.article[1], start)
    for name, times in passing.items():
        if name in at.middle:
            y = at.middle[name]
            parts.append(
                element("line", x1=start, x2=end, y1=y, y2=y, class_=f"line {_weight(times)}")
            )
    return parts + _bundle(web.last + leaving, at.middle, at.origins, end, plan.origin)


def _bundle(
    edges: Counter[Edge],
    start: Mapping[str, float],
    end: Mapping[str, float],
    x1: float,
    x2: float,
) -> list[Markup]:
    return [
        curve(x1, start[left], x2, end[right], f"line {_weight(times)}")
        for (left, right), times in sorted(edges.items())
        if left in start and right in end
    ]


def _weight(times: int) -> str:
    return "w3" if times > 5 else "w2" if times > 1 else "w1"


def _article(view: StoryView, plan: Plan, name: str, y: float) -> Markup:
    """Number, outlet, and when it was published."""
    x, end = plan.article
    told = view.articles[name]
    day = " ".join(tell_day(told.published).split()[:2])
    when = ", ".join(part for part in (day, tell_hour(told.published)) if part)
    inner = end - x - 28
    # On a phone the whole name is worth more than the hour, which the list below tells too.
    outlet = wrapped(view.outlet(name), inner, plan.size * 1.05, 2 if inner < 120 else 1)
    under = (outlet[1], "name") if len(outlet) > 1 else (when or "no date", "small")
    rows = [
        element("tspan", outlet[0], x=x + 22, y=y - 7, class_="name"),
        element(
            "tspan", under[0], x=x + 22, y=y + (6.0 if len(outlet) > 1 else 9.0), class_=under[1]
        ),
    ]
    return element(
        "g",
        element("title", f"{view.tag(name)} {view.outlet(name)}: {line(told.headline, 120)}"),
        element("rect", x=x, y=y - 19.0, width=end - x, height=38, class_="paper"),
        element("text", str(view.numbers[name]), x=x + 11, y=y, class_="number"),
        element("text", *rows, class_="outlet", dominant_baseline="central"),
    )


def _relay(plan: Plan, name: str, y: float) -> Markup:
    x, end = plan.relay
    rows = wrapped(name, end - x - 14, plan.size, 2)
    return element(
        "g",
        element("title", name),
        element("rect", x=x, y=y - 17.0, width=end - x, height=34, rx=17, class_="relay"),
        label(rows, (x + end) / 2, y, class_="name", anchor="middle", leading=plan.size + 1),
    )


def _origin(plan: Plan, name: str, y: float, claims: int, *, own: bool) -> Markup:
    """A dot as large as the number of claims that rest on it, and the name.

    An outlet that is an origin itself is a ring.
    """
    radius = min(4 + claims**0.5 * 1.6, 12)
    x = plan.origin + 16
    rows = wrapped(name, plan.width - x - 4, plan.size, 2)
    return element(
        "g",
        element("title", f"{name}: {count(claims, 'claim')}"),
        element("circle", cx=plan.origin, cy=y, r=radius, class_="dot own" if own else "dot"),
        label(rows, x, y, class_="name", leading=plan.size + 2),
    )


def _told(view: StoryView, web: Web) -> str:
    """The picture in words, for those who do not see it."""
    told = []
    for name in web.articles:
        ends = [right for (left, right) in web.direct if left == name]
        ends += [f"{right} (passed on)" for (left, right) in web.first if left == name]
        kin = view.kin(name)
        said = ", ".join(ends[:8]) or "nobody else"
        told.append(
            f"{view.outlet(name)} {view.tag(name)}{f', {kin},' if kin else ''} draws on {said}"
        )
    return ". ".join(told) + "." if told else "No article."
