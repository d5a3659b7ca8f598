"""The picture of who says so: articles, those they pass it through, origins.

A line is a citation. A broken arc on the left joins a copy to the text it was taken from: what was
copied is not drawn a second time, for it adds no origin.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from markupsafe import Markup

from crosswire.records.brief import StatementTold
from crosswire.serve.html.svg import curve, element, label, picture, wrapped
from crosswire.serve.view import StoryView
from crosswire.serve.view_words import count, line, tell_day, tell_hour

# What can be read on one picture; larger stories keep the top and say so.
MOST_ARTICLES, MOST_RELAYS, MOST_ORIGINS = 10, 12, 12

Edge = tuple[str, str]


@dataclass
class Web:
    """Nodes and edges of the picture. Edges are counted in statements."""

    articles: list[str] = field(default_factory=list)
    relays: list[str] = field(default_factory=list)
    origins: list[str] = field(default_factory=list)
    direct: Counter[Edge] = field(default_factory=Counter)
    first: Counter[Edge] = field(default_factory=Counter)
    last: Counter[Edge] = field(default_factory=Counter)
    copies: dict[Edge, str] = field(default_factory=dict)
    left_out: tuple[int, int, int] = (0, 0, 0)


@dataclass(frozen=True)
class Plan:
    """Where the columns stand for one width of the picture."""

    width: float
    size: float
    article: tuple[float, float]
    relay: tuple[float, float]
    origin: float
    row: float

    @classmethod
    def of(cls, width: int, *, relays: bool) -> Plan:
        """Columns for a wide page or for a phone."""
        if width >= 640:
            middle = (430.0, 640.0) if relays else (430.0, 430.0)
            return cls(width, 13, (64, 284), middle, 740, 46)
        middle = (153.0, 233.0) if relays else (170.0, 170.0)
        return cls(width, 11, (26, 122), middle, 268, 46)


def gather(view: StoryView) -> Web:
    """What is to be drawn: the most told articles, relays and origins of the story."""
    web = Web()
    heard: Counter[str] = Counter(said.article for said in view.story.statements)
    told = sorted(view.articles, key=lambda name: (-heard[name], view.numbers[name]))
    kept = set(told[:MOST_ARTICLES])
    web.articles = [name for name in view.articles if name in kept]
    voices = [voice for voice in view.voices() if kept & set(voice.articles)]
    web.origins = [voice.name for voice in voices[:MOST_ORIGINS]]
    for claim in view.story.claims:
        for origin in claim.origins:
            name = line(origin.name, 80) or "unnamed"
            if name in web.origins:
                _follow(view, web, name, view.said(origin.statements))
    _kin(view, web)
    ranked = [name for name, _ in _relayed(web).most_common()]
    web.relays = ranked[:MOST_RELAYS]
    web.left_out = (
        len(told) - len(web.articles),
        len(ranked) - len(web.relays),
        len(view.voices()) - len(web.origins),
    )
    _order(web)
    return web


def _follow(view: StoryView, web: Web, origin: str, told: Sequence[StatementTold]) -> None:
    """Add the ways from articles to one origin."""
    for said in told:
        parent = view.statements.get(said.copied_from or "")
        if (
            parent
            and parent.article != said.article
            and {parent.article, said.article} <= set(web.articles)
        ):
            web.copies.setdefault((parent.article, said.article), "copy")
            continue
        if said.article not in web.articles:
            continue
        outlet = view.outlet(said.article)
        between = [line(source.name, 80) for source in said.sources]
        between = [name for name in between if name and name not in {origin, outlet}]
        if between:
            web.first[said.article, between[0]] += 1
            web.last[between[0], origin] += 1
        else:
            web.direct[said.article, origin] += 1


def _kin(view: StoryView, web: Web) -> None:
    """Add copies and revisions that the lineages tell."""
    for lineage in view.story.lineages:
        for kin in lineage.kinships:
            if kin.left in web.articles and kin.right in web.articles:
                web.copies[kin.left, kin.right] = kin.relation


def _relayed(web: Web) -> Counter[str]:
    told: Counter[str] = Counter()
    for (_, relay), times in web.first.items():
        told[relay] += times
    return told


def _order(web: Web) -> None:
    """Lay each column so that lines cross little: by the mean place of what they join."""
    for _ in range(4):
        web.relays = _by_mean(web.relays, _joined(web.first, web.articles))
        left = _joined(web.direct, web.articles)
        through = _joined(web.last, web.relays)
        web.origins = _by_mean(web.origins, {**through, **left})


def _joined(edges: Counter[Edge], column: Sequence[str]) -> dict[str, float]:
    """Mean place, from 0 to 1, of the left neighbours of each node."""
    places = {name: place / max(len(column) - 1, 1) for place, name in enumerate(column)}
    sums: dict[str, tuple[float, int]] = {}
    for (left, right), times in edges.items():
        if left in places:
            total, weight = sums.get(right, (0.0, 0))
            sums[right] = (total + places[left] * times, weight + times)
    return {name: total / weight for name, (total, weight) in sums.items()}


def _by_mean(names: list[str], means: Mapping[str, float]) -> list[str]:
    return sorted(names, key=lambda name: means.get(name, 0.5))


def who_says_so(view: StoryView, web: Web, width: int, key: str) -> Markup:
    """The picture at one width; its text alternative stands beside it as a list."""
    plan = Plan.of(width, relays=bool(web.relays))
    rows = max(len(web.articles), len(web.relays), len(web.origins), 1)
    height = 34 + plan.row * rows
    at = {
        "a": _places(web.articles, height, plan.row),
        "r": _places(web.relays, height, plan.row),
        "o": _places(web.origins, height, plan.row),
    }
    parts = [*_heads(plan, web), *_arcs(plan, web, at["a"]), *_lines(plan, web, at)]
    parts += [_article(view, plan, name, y) for name, y in at["a"].items()]
    parts += [_relay(plan, name, y) for name, y in at["r"].items()]
    claims = {voice.name: voice.claims for voice in view.voices()}
    parts += [_origin(plan, name, y, claims.get(name, 0)) for name, y in at["o"].items()]
    title = "Who says so: articles, those they pass it through, origins"
    return picture(width, height, title, _told(view, web), *parts, key=key, class_="web")


def _places(names: Sequence[str], height: float, row: float) -> dict[str, float]:
    """Heights of a column's nodes: spread over the picture, but never closer than a row."""
    room = (height - 34) / max(len(names), 1)
    step = min(room, row * 1.7)
    top = 34 + (height - 34 - step * len(names)) / 2
    return {name: max(top, 34) + step * (place + 0.5) for place, name in enumerate(names)}


def _heads(plan: Plan, web: Web) -> list[Markup]:
    heads = [("Articles", plan.article[0]), ("Origins", plan.origin + 14)]
    if web.relays:
        heads.insert(1, ("Passed through", plan.relay[0]))
    return [element("text", told, x=x, y=14, class_="head") for told, x in heads]


def _arcs(plan: Plan, web: Web, at: Mapping[str, float]) -> list[Markup]:
    """Arcs on the left, from each text to what was taken from it; long ones reach further out."""
    parts = []
    edge = plan.article[0] - 8
    for (left, right), relation in web.copies.items():
        y1, y2 = at[left], at[right]
        reach = min(edge - 3, 8 + abs(y2 - y1) / plan.row * (edge - 10) / 5)
        path = f"M{edge:.1f} {y1:.1f}C{edge - reach * 1.3:.1f} {y1:.1f} {edge - reach * 1.3:.1f} {y2:.1f} {edge:.1f} {y2:.1f}"
        parts.append(element("path", d=path, class_=f"arc {relation}"))
        tip = f"M{edge - 5:.1f} {y2 - 4:.1f}L{edge + 1:.1f} {y2:.1f}L{edge - 5:.1f} {y2 + 4:.1f}Z"
        parts.append(element("path", d=tip, class_="tip"))
    return parts


def _lines(plan: Plan, web: Web, at: Mapping[str, Mapping[str, float]]) -> list[Markup]:
    parts = []
    ways = (
        (web.direct, "a", "o", plan.article[1], plan.origin),
        (web.first, "a", "r", plan.article[1], plan.relay[0]),
        (web.last, "r", "o", plan.relay[1], plan.origin),
    )
    for edges, start, end, x1, x2 in ways:
        for (left, right), times in sorted(edges.items()):
            if left in at[start] and right in at[end]:
                weight = "w3" if times > 5 else "w2" if times > 1 else "w1"
                parts.append(curve(x1, at[start][left], x2, at[end][right], f"line {weight}"))
    return parts


def _article(view: StoryView, plan: Plan, name: str, y: float) -> Markup:
    """Number, outlet, and when it was published."""
    x, end = plan.article
    inner = end - x - 28
    told = view.articles[name]
    when = ", ".join(
        part
        for part in (
            tell_day(told.published)[:6].strip() if tell_day(told.published) else "",
            tell_hour(told.published),
        )
        if part
    )
    outlet = wrapped(view.outlet(name), inner, plan.size, 1)
    rows = [
        element("tspan", outlet[0], x=x + 22, y=y - 7, class_="name"),
        element("tspan", when or "no date", x=x + 22, y=y + 9, class_="small"),
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
        element("rect", x=x, y=y - 18.0, width=end - x, height=36, rx=18, class_="relay"),
        label(rows, (x + end) / 2, y, class_="name", anchor="middle", leading=plan.size + 2),
    )


def _origin(plan: Plan, name: str, y: float, claims: int) -> Markup:
    """A dot as large as the number of claims that rest on it, and the name."""
    radius = min(4 + claims**0.5 * 1.6, 12)
    x = plan.origin + 14
    rows = wrapped(name, plan.width - x - 4, plan.size, 2)
    return element(
        "g",
        element("title", f"{name}: {count(claims, 'claim')}"),
        element("circle", cx=plan.origin, cy=y, r=radius, class_="dot"),
        label(rows, x + 2, y, class_="name", leading=plan.size + 2),
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
